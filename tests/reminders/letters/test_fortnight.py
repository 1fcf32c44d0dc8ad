"""The picture of days, told without counting, is the one that counting gives."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.learning.models import StreakMode
from progress.learning.streaks.counting import count
from progress.learning.streaks.history import History, ModeFrom, PauseFrom
from progress.learning.streaks.stored import Short
from progress.learning.streaks.verdicts import Kind, Streak
from progress.reminders.letters.fortnight import READ, Lived
from progress.reminders.letters.letter import Shape
from roadmap_site.accounts.moves import Move
from tests.streaks.cases import DAY, MONDAY, days

SHAPES = {
    Kind.ACTIVE: Shape.ACTIVE,
    Kind.FROZEN: Shape.KEPT,
    Kind.EXCUSED: Shape.KEPT,
    Kind.PAUSED: Shape.PAUSED,
    Kind.OPEN: Shape.OPEN,
}


def lived(history: History, streak: Streak) -> Lived:
    """What is read of a history, and of the stored streak."""
    recent = [day for day in history.active if day >= streak.today - READ]
    read = History(recent, modes=history.modes, pauses=history.pauses)
    return Lived(read, Short(streak.mode, streak.length, streak.done_today), streak.today)


def counted(streak: Streak) -> list[Shape]:
    """A freeze has kept nothing where the streak ended all the same."""
    ends = [number for number, one in enumerate(streak.days) if one.ended]
    lost = range(max(ends, default=0))
    shapes = [SHAPES.get(one.kind, Shape.NONE) for one in streak.days]
    return [
        Shape.NONE if number in lost and shape == Shape.KEPT else shape for number, shape in enumerate(shapes)
    ][-14:]


def told(history: History, streak: Streak) -> list[Shape]:
    shapes = [one.shape for one in lived(history, streak).fortnight()]
    return shapes[-len(streak.days) :]


@given(st.text("aaaa.", min_size=1, max_size=60), st.integers(0, 59), st.integers(0, 12), st.booleans())
def test_it_is_what_counting_gives(drawn, pause_at, pause_for, flies_east):
    pause = PauseFrom(MONDAY + pause_at * DAY, True, MONDAY + (pause_at + pause_for) * DAY)
    noon = datetime(2026, 3, 20, 12, tzinfo=UTC)
    moves = [Move("America/New_York", "Asia/Tokyo", noon)] if flies_east else []
    history = History(days("a" + drawn), moves=moves, pauses=[pause])
    streak = count(history, MONDAY + len(drawn) * DAY)

    assert told(history, streak) == counted(streak)


@pytest.mark.parametrize(
    ("picture", "shapes"),
    [
        ("aaaaaaaa.aaaa.", "aaaaaaaakaaaao"),
        ("...........aa.", "nnnnnnnnnnnaao"),
        ("aaaa.aaaaaaaaa", "aaaanaaaaaaaaa"),  # no freeze yet: the streak began anew
        ("aaaaaaa..aaaaa", "aaaaaaannaaaaa"),  # one freeze, which was not enough
    ],
)
def test_days_as_a_picture(picture, shapes):
    history = History(days(picture))
    streak = count(history, MONDAY + 13 * DAY)

    letters = {Shape.ACTIVE: "a", Shape.KEPT: "k", Shape.OPEN: "o", Shape.NONE: "n"}
    assert "".join(letters[one.shape] for one in lived(history, streak).fortnight()) == shapes


def test_a_week_asks_for_no_single_day():
    history = History(days("a.a.a.a.a.a.a."), modes=[ModeFrom(MONDAY, StreakMode.WEEKLY)])
    streak = count(history, MONDAY + 13 * DAY)

    assert Shape.KEPT not in told(history, streak)
