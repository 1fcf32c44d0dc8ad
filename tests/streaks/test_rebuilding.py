"""`manage.py rebuild_streaks`, with and without --check."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from progress.learning.marks import set_state, undo
from progress.learning.models import StoredStreak
from progress.learning.streaks import rebuilding
from tests.factories import make_learner, make_topic

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def learners():
    """Three who were active for five days; the last took something back."""
    learners = [make_learner() for _ in range(3)]
    for learner in learners:
        for days in range(5, 0, -1):
            set_state(learner=learner, topic=make_topic(), state="done", at=NOW - days * DAY)
    taken = set_state(learner=learner, topic=make_topic(), state="done", at=NOW)
    undo(learner=learner, change_id=taken.id, at=NOW)
    return learners


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rebuild_streaks", *arguments, stdout=out)
    return out.getvalue().strip()


def rows():
    return list(StoredStreak.objects.order_by("pk").values())


def test_where_all_is_well_nothing_changes(learners):
    make_learner()
    before = rows()

    assert run("--check") == run() == "3 learners: 0 counted anew, the rest as they were."
    assert rows() == before


@pytest.mark.django_db
def test_one_learner_is_one_learner():
    set_state(learner=make_learner(), topic=make_topic(), state="done", at=NOW)

    assert run().startswith("1 learner: ")


@pytest.mark.parametrize("spoil", [{"length": 77}, {"longest": 0}, {"last": None}, {"holds_until": None}])
def test_a_stored_streak_that_differs_is_found_and_mended(learners, spoil):
    before = rows()
    StoredStreak.objects.filter(learner=learners[1]).update(**spoil)

    with pytest.raises(CommandError, match=rf"1 of 3 learners' streaks differ: {learners[1].pk}\."):
        run("--check")
    assert rows() != before

    assert run() == "3 learners: 1 counted anew, the rest as they were."
    assert rows() == before


def test_a_missing_one_is_written(learners):
    before = rows()
    StoredStreak.objects.all().delete()

    run()

    assert rows() == before


def test_active_days_follow_the_log(learners):
    before = [sorted(one.active_days.values_list("day", "activities")) for one in learners]
    learners[0].active_days.first().delete()
    learners[1].active_days.create(day=NOW.date() - 30 * DAY, activities=1)
    learners[2].active_days.update(activities=9)

    with pytest.raises(CommandError, match="3 of 3"):
        run("--check")
    run()

    assert [sorted(one.active_days.values_list("day", "activities")) for one in learners] == before
    assert run("--check")


def test_a_streak_that_has_run_out_since_is_no_difference(learners):
    later = NOW + 9 * DAY

    assert all(rebuilding.is_as_logged(learner, later) for learner in learners)


def test_it_goes_through_everybody_page_by_page(learners, monkeypatch):
    monkeypatch.setattr(rebuilding, "PAGE", 2)

    assert [one.pk for one in rebuilding.learners()] == [one.pk for one in learners]


def test_it_says_how_far_it_is(learners, monkeypatch):
    from progress.learning.management.commands import rebuild_streaks

    monkeypatch.setattr(rebuild_streaks, "EVERY", 2)

    assert "2 learners, 0 of them differ" in run()
