"""Histories written as pictures: a letter a day, the first of them MONDAY, 2 March 2026."""

from datetime import date, timedelta

from progress.learning.streaks.counting import count
from progress.learning.streaks.history import History
from progress.learning.streaks.verdicts import Kind, Streak

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
LETTERS = {
    Kind.ACTIVE: "a",
    Kind.FROZEN: "f",
    Kind.EXCUSED: "x",
    Kind.MISSED: "m",
    Kind.PAUSED: "p",
    Kind.REST: "r",
    Kind.IDLE: "-",
    Kind.OFF: "o",
    Kind.OPEN: "?",
}


def days(picture: str, first: date = MONDAY) -> tuple[date, ...]:
    """Return those with an "a"; spaces are for the eye."""
    letters = picture.replace(" ", "")
    return tuple(first + number * DAY for number, letter in enumerate(letters) if letter == "a")


def streak_of(picture: str, *, first: date = MONDAY, **history) -> Streak:
    """The last letter is today."""
    today = first + (len(picture.replace(" ", "")) - 1) * DAY
    return count(History(days(picture, first), **history), today)


def drawn(streak: Streak) -> str:
    return "".join(LETTERS[one.kind] for one in streak.days)
