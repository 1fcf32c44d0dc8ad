"""One and many."""

from dataclasses import replace
from datetime import timedelta

import pytest

from progress.learning.models import StreakMode
from progress.learning.streaks.stored import Short
from progress.reminders.models import Kind
from tests.reminders.letters.made import AT, CASES, STOPS, WAITING, Case, contents, days, week, written

EVENING = AT.replace(hour=19)  # 20:00 in Berlin


def said(kind: Kind, **overrides) -> str:
    at = overrides.pop("at", AT)
    message = written(Case(kind, contents(**overrides), at=at))
    return f"{message.subject}\n{message.body}"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (1, "Your streak is 1 day long."),
        (2, "Your streak is 2 days long."),
        (100, "Your streak is 100 days long."),
    ],
)
def test_days_of_a_streak(length, words):
    assert words in said(Kind.REMINDER, streak=Short(length=length))


@pytest.mark.parametrize(("length", "words"), [(1, "is 1 week long."), (5, "is 5 weeks long.")])
def test_weeks_of_a_streak(length, words):
    assert words in said(Kind.REMINDER, streak=Short(StreakMode.WEEKLY, length))


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (timedelta(), "You have 8 hours, until 04:00 in Berlin."),
        (timedelta(minutes=1), "You have 7 hours, until"),
        (timedelta(hours=7), "You have 1 hour, until"),
        (timedelta(hours=7, minutes=1), "You have 59 minutes, until"),
        (timedelta(hours=7, minutes=59), "You have 1 minute, until"),
    ],
)
def test_what_is_left_of_a_day(later, words):
    risked = Short(length=23, ends_today=True)

    assert words in said(Kind.AT_RISK, streak=risked, at=EVENING + later)


def test_what_is_left_of_a_day_on_which_clocks_change():
    """In Berlin 20:00 to 04:00 is nine hours when they are put back at night."""
    today = AT.replace(month=10, day=24)
    risked = {"streak": Short(length=2, ends_today=True), "today": today.date()}

    assert "You have 9 hours, until 04:00" in said(Kind.AT_RISK, **risked, at=today.replace(hour=18))


@pytest.mark.parametrize(("count", "words"), [(1, "Your next topic\n"), (3, "Your next 3 topics\n")])
def test_topics_that_are_next(count, words):
    assert words in said(Kind.REMINDER, stops=STOPS[:count])


@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        ("nnnnnnnnnnnnna", "The last 14 days: 1 day active."),
        ("nnnnnnnnnaaaao", "The last 14 days: 4 days active, today is open."),
        ("aaakaappppaaaa", "9 days active, 1 missed and kept, 4 paused."),
    ],
)
def test_days_of_a_picture(shapes, words):
    assert words in said(Kind.REMINDER, days=days(shapes))


@pytest.mark.parametrize(
    ("active", "done", "words"),
    [
        (1, 0, "Subject: 1 active day\n"),
        (2, 1, "Subject: 2 active days and 1 topic done\n"),
        (7, 2, "Subject: 7 active days and 2 topics done\n"),
        (0, 0, "Subject: a quiet one\n"),
    ],
)
def test_a_week_in_short(active, done, words):
    told = week(active=active, done=week().done[:done])

    assert words in said(Kind.DIGEST, week=told).replace("Your week", "Subject")


def test_one_deed_of_each_kind():
    text = said(Kind.DIGEST, week=week(begun=1, habits=1, submitted=2))

    assert "- 1 topic begun or worked on\n- 1 habit kept\n- evidence for 2 milestones\n" in text


@pytest.mark.parametrize(("quiet", "words"), [(1, "quiet for 1 day."), (7, "quiet for 7 days.")])
def test_quiet_days(quiet, words):
    assert words in said(Kind.NUDGE, quiet=quiet)


@pytest.mark.parametrize(("count", "words"), [(1, "in 1 day ago"), (3, "in 3 days ago")])
def test_days_that_a_review_waits(count, words):
    case = replace(CASES["waiting"], told=WAITING | {"days": count})

    assert words in written(case).body


def test_what_was_done_since_it_was_read_counts():
    """A tick between reading and sending: it is no risk any more, and not the last mail either."""
    risked = contents(streak=Short(length=23, ends_today=True), quiet=14, last_nudge=True)
    text = written(Case(Kind.REMINDER, risked, done_today=True)).body

    assert "Your streak is 24 days long, and today counts already." in text
    assert "At risk" not in text
    assert "last mail" not in text
