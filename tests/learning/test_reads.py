from progress.learning.reads import reads, set_read
from tests.factories import make_learner, make_reference, make_resource, make_topic
from tests.learning.instants import MONDAY_NOON, TUESDAY_NOON


def test_a_resource_is_read_wherever_it_is_named(learner):
    resource, here, there = make_resource(), make_topic(), make_topic()
    make_reference(resource=resource, place=here)
    make_reference(resource=resource, place=there.roadmap)

    set_read(learner=learner, resource=resource, read=True, at=MONDAY_NOON)

    assert reads(learner, here.roadmap) == reads(learner, there.roadmap) == {resource.pk}


def test_reads_of_other_roadmaps_and_people_are_left_out(learner):
    resource, topic = make_resource(), make_topic()
    make_reference(resource=resource, place=topic)
    set_read(learner=make_learner(), resource=resource, read=True, at=MONDAY_NOON)
    set_read(learner=learner, resource=make_resource(), read=True, at=MONDAY_NOON)

    assert reads(learner, topic.roadmap) == set()


def test_reading_again_keeps_the_first_instant(learner):
    resource = make_resource()
    set_read(learner=learner, resource=resource, read=True, at=MONDAY_NOON)
    set_read(learner=learner, resource=resource, read=True, at=TUESDAY_NOON)

    assert learner.reads.get().at == MONDAY_NOON


def test_a_read_can_be_unticked(learner):
    resource = make_resource()
    set_read(learner=learner, resource=resource, read=True, at=MONDAY_NOON)
    for _ in range(2):
        set_read(learner=learner, resource=resource, read=False, at=TUESDAY_NOON)

    assert not learner.reads.exists()
