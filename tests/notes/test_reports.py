from progress.learning.models import LinkReport
from progress.learning.notes.reports import close, report, reported, take_back, waiting
from tests.factories import make_learner, make_resource
from tests.learning.instants import MONDAY_NOON, TUESDAY_NOON

DEAD = "https://dead.example/"


def test_a_dead_link_is_reported_once(learner):
    resource = make_resource(url=DEAD)
    report(learner=learner, resource=resource, at=MONDAY_NOON)
    report(learner=learner, resource=resource, at=TUESDAY_NOON)

    assert [(found.url, found.at) for found in LinkReport.objects.all()] == [(DEAD, MONDAY_NOON)]
    assert reported(learner, [resource]) == {resource.pk}


def test_a_report_is_taken_back(learner):
    resource = make_resource(url=DEAD)
    report(learner=learner, resource=resource, at=MONDAY_NOON)

    take_back(learner=learner, resource=resource)

    assert reported(learner, [resource]) == set()
    assert not waiting()


def test_editors_see_first_what_most_people_miss(learner):
    few, many = make_resource(url=DEAD), make_resource(url=DEAD)
    report(learner=learner, resource=few, at=MONDAY_NOON)
    for person in (learner, make_learner()):
        report(learner=person, resource=many, at=TUESDAY_NOON)

    assert [(found.key, found.reports, found.since) for found in waiting()] == [
        (many.key, 2, TUESDAY_NOON),
        (few.key, 1, MONDAY_NOON),
    ]


def test_a_closed_report_makes_room_for_another(learner):
    resource = make_resource(url=DEAD)
    report(learner=learner, resource=resource, at=MONDAY_NOON)

    assert close(resources=[resource], at=TUESDAY_NOON) == 1

    assert not waiting()
    assert reported(learner, [resource]) == set()
    report(learner=learner, resource=resource, at=TUESDAY_NOON)
    assert [found.reports for found in waiting()] == [1]


def test_a_link_that_has_changed_since_is_another(learner):
    resource = make_resource(url=DEAD)
    report(learner=learner, resource=resource, at=MONDAY_NOON)
    resource.url = "https://alive.example/"
    resource.save()
    assert not waiting()
    assert reported(learner, [resource]) == set()

    report(learner=learner, resource=resource, at=TUESDAY_NOON)

    assert [found.reports for found in waiting()] == [1]
    assert LinkReport.objects.filter(closed_at=None).get().url == "https://alive.example/"
