"""100 % that a load brings about is a completion like any other."""

import pytest

from progress.learning.models import Completion
from tests.catalogs import group, topic
from tests.identity.test_credit import GONE, backend, mark, row

pytestmark = pytest.mark.django_db


def reached():
    return {
        (one.phase.key if one.phase else None, one.release_id, one.done) for one in Completion.objects.all()
    }


def test_retiring_the_last_topic_to_do_completes(loaded, learner):
    loaded(backend(topic("a"), topic("b")))
    mark(learner, "b")

    release = loaded(backend(topic("b"), retired=(GONE,))).release

    assert reached() == {(None, release.pk, 1), ("data", release.pk, 1)}
    assert {one.at for one in Completion.objects.all()} == {release.at}


@pytest.mark.parametrize(
    "after",
    [
        backend(topic("a", optional=True), topic("b")),  # optional now
        backend(group("pick", topic("a"), topic("b"))),  # one of the two is enough now
    ],
)
def test_asking_for_less_completes(loaded, learner, after):
    loaded(backend(topic("a"), topic("b")))
    mark(learner, "b")

    release = loaded(after).release

    assert reached() == {(None, release.pk, 1), ("data", release.pk, 1)}


def test_other_words_complete_nothing(loaded, learner, django_assert_max_num_queries):
    loaded(backend(topic("a"), topic("b")))
    mark(learner, "b")

    loaded(backend(topic("a", title="Another title"), topic("b")))

    assert not Completion.objects.exists()


def test_who_has_done_nothing_has_reached_nothing(loaded, learner):
    loaded(backend(topic("a"), topic("b")))
    mark(learner, "b", "skipped")

    loaded(backend(topic("b"), retired=(GONE,)))

    assert not Completion.objects.exists()


def test_a_draft_completes_nothing(loaded, learner):
    loaded(backend(topic("a"), topic("b")))
    mark(learner, "b")

    loaded(backend(topic("b"), retired=(GONE,)), draft=True)

    assert not Completion.objects.exists()


def test_what_is_complete_already_stays_as_it_was(loaded, learner):
    loaded(backend(topic("a"), topic("b"), topic("c")))
    mark(learner, "b")
    mark(learner, "c")
    first = loaded(backend(topic("b"), topic("c"), retired=(GONE,))).release

    loaded(backend(topic("b"), topic("c", optional=True), retired=(GONE,)))

    assert reached() == {(None, first.pk, 2), ("data", first.pk, 2)}
    assert row("b").marks.count() == 1
