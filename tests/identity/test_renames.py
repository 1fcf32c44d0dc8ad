"""What was completed, read or handed in goes along when its id changes."""

from dataclasses import replace

import pytest

from curriculum.catalog import Milestone, Reference, Resource
from curriculum.models import Milestone as MilestoneRow
from curriculum.models import Phase, Release
from curriculum.models import Resource as ResourceRow
from progress.learning.models import Completion, Read
from progress.learning.submissions import submit
from tests.catalogs import catalog, phase, roadmap, topic
from tests.factories import make_learner
from tests.identity.conftest import MONDAY

pytestmark = pytest.mark.django_db

A, B = topic("a"), topic("b")


def data(*topics):
    return catalog(roadmap("backend", phase("data", *topics)))


def named(key, *was):
    """With a phase by that name."""
    return catalog(roadmap("backend", phase(key, A, was=tuple(f"backend/{old}" for old in was))))


def book(key, *was):
    resource = Resource(key, "book", "The book", was=tuple(f"resources/{old}" for old in was))
    return replace(data(replace(A, resources=(Reference(key),))), resources=(resource,))


def built(*milestones):
    return catalog(roadmap("backend", phase("data", milestones=milestones)))


def hand_in(learner, key, text):
    row = MilestoneRow.objects.get(key=key)
    return submit(learner=learner, milestone=row, link="", text=text, at=MONDAY)


def texts(learner, key):
    found = learner.submissions.filter(milestone__key=key)
    return [(one.number, one.text) for one in found.order_by("number")]


def evidence(key, *was):
    milestone = Milestone(key, "Build it", "", was=tuple(f"backend/{old}" for old in was))
    return built(milestone)


def complete(learner, key):
    completed = Phase.objects.get(key=key)
    facts = {"at": MONDAY, "day": MONDAY.date(), "done": 1, "skipped": 0, "carried": 0}
    release = Release.objects.latest("pk")
    Completion.objects.create(
        learner=learner, roadmap=completed.roadmap, phase=completed, release=release, **facts
    )


def test_a_completed_phase_stays_complete_under_its_new_id(loaded, learner):
    loaded(data(A))
    complete(learner, "data")

    loaded(catalog(roadmap("backend", phase("stores", A, was=("backend/data",)))))

    new = Completion.objects.get(phase__key="stores")
    assert (new.learner, new.at, new.done) == (learner, MONDAY, 1)


def test_a_phase_made_of_two_is_complete_for_who_completed_both(loaded):
    loaded(catalog(roadmap("backend", phase("one", A), phase("two", B))))
    whole, half = make_learner(), make_learner()
    for learner, key in ((whole, "one"), (whole, "two"), (half, "one")):
        complete(learner, key)

    loaded(catalog(roadmap("backend", phase("both", A, B, was=("backend/one", "backend/two")))))

    assert Completion.objects.get(phase__key="both").learner == whole


def test_a_whole_history_of_names_counts_once(loaded, learner):
    loaded(named("one"))
    loaded(named("two", "one"))
    complete(learner, "two")

    loaded(named("three", "two", "one"))

    assert learner.completions.filter(phase__key="three").exists()


def test_what_was_completed_after_going_back_counts_under_the_newest_name(loaded, learner):
    for content in (named("one"), named("two", "one"), named("three", "two")):
        loaded(content)
    loaded(named("one"), rollback=True)
    complete(learner, "one")

    loaded(named("three", "two"), rollback=True)

    assert learner.completions.filter(phase__key="three").exists()


def test_a_resource_stays_read_under_its_new_id(loaded, learner):
    book, url = Reference("book"), "https://book.example/"
    before = data(replace(A, resources=(book,)))
    loaded(before)
    Read.objects.create(learner=learner, resource=ResourceRow.objects.get(), at=MONDAY)

    after = replace(A, resources=(Reference("the-book"),))
    new = Resource("the-book", "book", "The book", url, was=("resources/book",))
    loaded(replace(data(after), resources=(new,)))

    assert Read.objects.get(resource__key="the-book").at == MONDAY


def test_a_resource_named_in_place_is_known_by_its_address(loaded, learner):
    loaded(data(replace(A, resources=(Reference("~book"),))))
    Read.objects.create(learner=learner, resource=ResourceRow.objects.get(), at=MONDAY)
    url = ResourceRow.objects.get().url

    after = data(replace(A, resources=(Reference("book"),)))
    loaded(replace(after, resources=(Resource("book", "book", "The book", url),)))

    assert Read.objects.get(resource__key="book").at == MONDAY


def test_what_was_read_after_going_back_is_read_under_the_newest_name(loaded, learner):
    for content in (book("one"), book("two", "one"), book("three", "two")):
        loaded(content)
    loaded(book("one"), rollback=True)
    Read.objects.create(learner=learner, resource=ResourceRow.objects.get(key="one"), at=MONDAY)

    loaded(book("three", "two"), rollback=True)

    assert Read.objects.get(resource__key="three").at == MONDAY


def test_what_was_handed_in_after_going_back_is_there_under_the_newest_name(loaded, learner):
    for content in (evidence("one"), evidence("two", "one"), evidence("three", "two")):
        loaded(content)
    loaded(evidence("one"), rollback=True)
    hand_in(learner, "one", "It runs.")

    loaded(evidence("three", "two"), rollback=True)

    assert texts(learner, "three") == [(1, "It runs.")]


def test_a_new_id_has_the_evidence_of_the_old_one(loaded):
    learner = make_learner()
    loaded(built(Milestone("api", "Build an API", "")))
    hand_in(learner, "api", "It runs.")

    loaded(built(Milestone("service", "Build a service", "", was=("backend/api",))))

    assert texts(learner, "service") == texts(learner, "api") == [(1, "It runs.")]


def test_of_several_old_ones_all_of_it_is_kept(loaded):
    learner = make_learner()
    loaded(built(Milestone("api", "API", ""), Milestone("site", "Site", "")))
    hand_in(learner, "api", "One")
    hand_in(learner, "site", "Two")

    loaded(built(Milestone("both", "Both", "", was=("backend/api", "backend/site"))))

    assert texts(learner, "both") == [(1, "One"), (2, "Two")]
