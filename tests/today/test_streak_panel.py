"""The streak in words, and the fortnight as a line."""

from datetime import UTC, date, datetime, timedelta

import pytest

from progress.learning.models import StreakMode
from progress.learning.streaks.counting import count
from progress.learning.streaks.history import History, ModeFrom, PauseFrom
from progress.learning.today.fortnight import DAYS, dots_of, fortnight, said
from progress.learning.today.streak_panel import left_words, minutes_left, streak_panel
from roadmap_site.accounts.models import User

TODAY = date(2026, 3, 4)  # a Wednesday
DAY = timedelta(days=1)
MORNING = datetime(2026, 3, 4, 9, tzinfo=UTC)
EVENING = datetime(2026, 3, 4, 21, 20, tzinfo=UTC)
LEARNER = User(time_zone="UTC")


def streak(*ago: int, **history):
    return count(History([TODAY - days * DAY for days in sorted(ago, reverse=True)], **history), TODAY)


def panel(*ago: int, at: datetime = EVENING, **history) -> str:
    shown = streak(*ago, **history)
    return streak_panel(LEARNER, shown, fortnight(shown, TODAY), at)


def weekly(days: int) -> list[ModeFrom]:
    return [ModeFrom(date(2026, 1, 1), StreakMode.WEEKLY, days)]


def test_an_open_day_is_at_risk_and_never_broken():
    words = panel(1, 2, 3)

    assert "At risk until 04:00" in words
    assert "your day ends in 6 h 40 min" in words
    assert "data-alert" in words
    assert '<p class="number">3<small> days' in words


def test_in_the_morning_nobody_is_alarmed():
    words = panel(1, 2, 3, at=MORNING)

    assert "At risk until 04:00" in words
    assert "data-alert" not in words


def test_a_day_that_counts_is_at_no_risk():
    words = panel(0, 1)

    assert "Today counts" in words
    assert "risk" not in words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (3, "No freeze kept; 4 more active days earn one"),
        (6, "No freeze kept; 1 more active day earns one"),
        (7, "1 freeze left, used by itself if you miss a day"),
        (20, "2 freezes left"),
    ],
)
def test_freezes_are_told(days, words):
    assert words in panel(*range(days))


def test_a_broken_streak_is_no_reproach():
    words = panel(10, 11)

    assert "The longest so far was 2 days" in words
    assert 'class="number"' not in words


def test_who_has_done_nothing_yet_is_told_how_it_begins():
    assert "A streak begins with one thing" in panel()


def test_a_week_tells_what_it_still_needs():
    assert "1 of 3 active days this week. 2 more by Sunday." in panel(0, modes=weekly(3))
    assert "This week is safe." in panel(0, 1, modes=weekly(2))


@pytest.mark.parametrize(
    ("until", "words"),
    [(None, "until you end the pause"), (date(2026, 3, 9), "through 9 March")],
)
def test_a_pause_is_told_with_its_end(until, words):
    pauses = [PauseFrom(TODAY - DAY, True, until)]

    assert words in panel(2, 3, pauses=pauses)


def test_switched_off_there_is_no_streak():
    words = panel(0, 1, modes=[ModeFrom(date(2026, 1, 1), StreakMode.OFF)])

    assert "hidden" in words
    assert "days" not in words


@pytest.mark.parametrize(
    ("zone", "at", "minutes"),
    [
        ("UTC", EVENING, 400),
        ("Europe/Vienna", EVENING, 340),
        ("Asia/Kathmandu", datetime(2026, 3, 4, 22, 14, 30, tzinfo=UTC), 1),  # 03:59:30 there
    ],
)
def test_the_day_ends_at_four_by_the_learners_clock(zone, at, minutes):
    assert minutes_left(User(time_zone=zone), TODAY, at) == minutes


def test_a_day_that_stays_in_the_zone_before_ends_by_the_clock_on_the_wall():
    learner = User(time_zone="Pacific/Honolulu", held_zone="Asia/Tokyo", held_until=EVENING + DAY)
    shown = streak(1)
    at = datetime(2026, 3, 4, 12, tzinfo=UTC)  # 21:00 in Tokyo, 02:00 in Honolulu

    words = streak_panel(learner, shown, fortnight(shown, TODAY), at)

    assert "At risk until 09:00" in words
    assert "your day ends in 7 h" in words


def test_the_night_that_the_clocks_go_forward_is_shorter():
    learner = User(time_zone="Europe/Vienna")
    at = datetime(2026, 3, 28, 23, tzinfo=UTC)  # midnight; at 02:00 it will be 03:00

    assert minutes_left(learner, date(2026, 3, 28), at) == 180


@pytest.mark.parametrize(
    ("minutes", "words"), [(440, "7 h 20 min"), (60, "1 h"), (40, "40 min"), (1, "1 min"), (0, "1 min")]
)
def test_time_left_in_words(minutes, words):
    assert left_words(minutes) == words


def test_the_fortnight_ends_today_however_short_the_history():
    for ago in ([], [0], range(40)):
        dots = dots_of(streak(*ago))

        assert len(dots) == DAYS
        assert (dots[0].day, dots[-1].day) == (TODAY - 13 * DAY, TODAY)


def test_days_are_linked_where_the_streak_went_on():
    dots = dots_of(streak(0, 1, 4, 5))

    assert [dot.linked for dot in dots[-6:]] == [False, True, False, False, False, True]


def test_a_freeze_links_what_it_kept():
    dots = dots_of(streak(0, 1, *range(3, 12)))

    assert all(dot.linked for dot in dots[-11:])


def test_the_fortnight_is_said_in_words():
    assert said(dots_of(streak(*range(1, 8), *range(9, 30)))) == (
        "The last fourteen days: 12 days active, 1 kept by a freeze, today is open"
    )
