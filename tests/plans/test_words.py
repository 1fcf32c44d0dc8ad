"""What a pace is in words, where there is none yet or none any more."""

from datetime import timedelta

import pytest

from progress.learning.plans.going import Going, measured
from progress.learning.plans.rest import Rest
from progress.learning.plans.schedule import Target
from progress.learning.plans.words import headline, length, outlook, span
from tests.plans.workloads import MONDAY, day, make_workload

NEW, AGAIN = "your own pace shows here.", "your own pace shows here again."
SLOW = 88  # days
WEEKS = Target(MONDAY, by=day(99))


def pace(*settled, units=50, today=0, target=WEEKS, rest=(), since=0):
    workload = make_workload(units, *map(day, settled))
    began = day(min([since, *settled]))
    return measured(workload, target, today=day(today), began=began, rest=Rest.of(rest), since=day(since))


@pytest.mark.parametrize(
    "days, rate",
    [
        (7, "43.8 topics a week"),  # the day is out of reach, perhaps: nobody knows
        (99, "3.5 topics a week"),
    ],
)
def test_a_plan_just_made_is_not_called_on_time(days, rate):
    new = pace(target=Target(MONDAY, by=day(days)))

    assert new.going == Going.ON_TIME
    assert headline(new) == f"There is no pace of yours to go by yet: the plan asks for {rate}."


@pytest.mark.parametrize(
    "shown",
    [
        pace(0, today=2),  # something was done for it
        pace(*[-20] * 30, since=-40),  # there is a pace from before
    ],
)
def test_who_has_done_something_is_on_time(shown):
    assert headline(shown) == "You are on time."


def test_on_time_does_not_contradict_a_later_arrival():
    slow = pace(*[-20] * 9, since=-40)

    assert slow.early == -SLOW
    assert headline(slow) == (
        f"You are on time so far. Your own pace arrives {SLOW} days late;"
        " a steady 2.9 topics a week keeps you on time."
    )
    assert f"{SLOW} days later than planned" in outlook(slow)


@pytest.mark.parametrize(
    "shown, words",
    [
        (pace(), NEW),  # nothing yet
        (pace(0, 1, today=3), NEW),  # the first days
        (pace(today=60), NEW),  # started, and never learnt on
        (pace(-400, since=-2), NEW),  # carried from another line
        (pace(0, 1, today=60, rest=[(day(3), day(60))]), AGAIN),  # paused for eight weeks
        (pace(0, 1, today=60, rest=[(day(3), day(58))]), AGAIN),  # and just back
        (pace(0, 1, today=90), AGAIN),  # away without a pause
    ],
)
def test_a_pace_is_promised_to_the_new_and_again_to_those_who_were_away(shown, words):
    assert outlook(shown).endswith(words)


def test_being_away_is_said():
    gone = pace(0, 1, today=60, rest=[(day(3), day(60))])

    assert gone.going == Going.RESTING
    assert outlook(gone).startswith("You have been away for most of the last weeks.")
    assert gone.today - MONDAY > timedelta(weeks=8)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (-40, "At your pace since you began, "),
        (-80, "At the pace of your last eight weeks, "),
    ],
)
def test_a_pace_says_of_which_time_it_is(since, words):
    assert outlook(pace(*[since, *[-20] * 9], since=since)).startswith(words)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (91, "91 days"),
        (92, "about 3 months"),
        (365, "about 12 months"),
        (699, "about 23 months"),
        (701, "about 2 years"),
        (742, "about 2 years"),
        (3650, "about 10 years"),
    ],
)
def test_what_is_far_away_is_told_in_months_and_years(days, words):
    assert span(days) == words


def test_who_is_far_ahead_reads_of_months_too():
    assert (length(70), length(742)) == ("10 weeks", "about 2 years")
