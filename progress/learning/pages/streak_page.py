"""The page that explains a streak: how it stands, and each day of a month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext

from progress.learning.pages.streak_words import heading, sentences
from progress.learning.streaks import Kind, Streak, streak_of
from progress.learning.streaks.deeds import Deed, Did, deeds
from progress.learning.streaks.months import Stretch, first_of, months, stretches
from roadmap_site.accounts.models import User

MOST = 6  # deeds shown of one day


@dataclass(frozen=True, slots=True)
class DeedRow:
    words: str
    title: str
    url: str
    roadmap: str


@dataclass(frozen=True, slots=True)
class Row:
    """A day, or several alike. `way` says what the line does there: runs, is kept, waits, or is not."""

    first: date
    last: date
    kind: str
    way: str
    heading: str
    sentences: list[str]
    deeds: list[DeedRow]
    more: int  # deeds that are not shown
    zone: str

    @property
    def several(self) -> bool:
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class StreakPage:
    streak: Streak
    month: date
    rows: list[Row]
    newer: date | None
    older: date | None
    held: tuple[str, datetime] | None  # the zone that days stay in, and until when, after too many moves

    @classmethod
    def of(cls, learner: User, at: datetime, wanted: str) -> Self:
        """`wanted` is a month as 2026-11; anything else is the newest."""
        streak = streak_of(learner, at)
        known = months(streak) or [first_of(streak.today)]
        number = next((n for n, month in enumerate(known) if f"{month:%Y-%m}" == wanted), 0)
        month = known[number]
        did = deeds(learner, month, _end(month))
        held = learner.held_until is not None and at < learner.held_until
        return cls(
            streak,
            month,
            [_row(stretch, did.get(stretch.last.day, []), streak) for stretch in stretches(streak, month)],
            known[number - 1] if number else None,
            known[number + 1] if number + 1 < len(known) else None,
            (learner.held_zone, learner.held_until) if held and learner.held_until else None,
        )


def _end(month: date) -> date:
    return first_of(month + timedelta(days=31)) - timedelta(days=1)


def _row(stretch: Stretch, did: list[Did], streak: Streak) -> Row:
    last = stretch.last
    return Row(
        stretch.first.day,
        last.day,
        last.kind,
        _way(stretch, streak),
        heading(last),
        sentences(stretch),
        [_deed(one) for one in did[:MOST]],
        max(0, len(did) - MOST),
        did[0].zone if did else last.zone,
    )


def _way(stretch: Stretch, streak: Streak) -> str:
    kind = stretch.last.kind
    if kind == Kind.OPEN:
        return "ahead" if streak.length else "none"
    if kind in (Kind.IDLE, Kind.OFF, Kind.MISSED):
        return "none"
    return "solid" if kind == Kind.ACTIVE else "rails"


def _deed(did: Did) -> DeedRow:
    words = {
        Deed.DONE: gettext("Done"),
        Deed.BEGUN: gettext("Learning"),
        Deed.WORKED: gettext("Worked on"),
        Deed.HABIT: gettext("Habit kept"),
        Deed.SUBMITTED: gettext("Handed in"),
    }[did.deed]
    url = reverse("topic", args=[did.roadmap_slug, did.topic]) if did.topic else ""
    return DeedRow(words, did.title, url, did.roadmap)
