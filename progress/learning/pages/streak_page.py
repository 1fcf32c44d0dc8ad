"""The page that explains a streak: how it stands, and each day of a month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from progress.learning.days import day_of
from progress.learning.pages.streak_words import heading, longest, sentences
from progress.learning.streaks import Kind, Streak, streak_of
from progress.learning.streaks.deeds import Deed, Did, deeds
from progress.learning.streaks.months import Stretch, first_of, months, stretches
from progress.learning.today.fortnight import fortnight
from progress.learning.today.streak_panel import streak_panel
from roadmap_site.accounts.held import Held
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import spoken

MOST = 6  # deeds shown of one day
HOLDS = {Kind.ACTIVE, Kind.FROZEN, Kind.EXCUSED, Kind.PAUSED, Kind.REST}
ICONS = {Kind.ACTIVE: "tick", Kind.FROZEN: "freeze", Kind.MISSED: "close"}


@dataclass(frozen=True, slots=True)
class DeedRow:
    words: str
    title: str
    url: str
    roadmap: str


@dataclass(frozen=True, slots=True)
class Row:
    """A day, or several alike. `link` is the line from the day before: solid, rails, ahead or none."""

    first: date
    last: date
    kind: str
    link: str
    icon: str
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
    panel: SafeString
    longest: str
    month: date
    rows: list[Row]
    newer: date | None
    older: date | None
    held: Held | None

    @classmethod
    def of(cls, learner: User, at: datetime, wanted: str) -> Self:
        """`wanted` is a month as 2026-11; anything else is the newest."""
        streak = streak_of(learner, at)
        known = months(streak) or [first_of(streak.today)]
        number = next((n for n, month in enumerate(known) if f"{month:%Y-%m}" == wanted), 0)
        month = known[number]
        did = deeds(learner, month, _end(month))
        return cls(
            streak,
            streak_panel(learner, streak, fortnight(streak, day_of(learner, at)), at),
            longest(streak),
            month,
            [_row(stretch, did.get(stretch.last.day, []), streak) for stretch in stretches(streak, month)],
            known[number - 1] if number else None,
            known[number + 1] if number + 1 < len(known) else None,
            Held.of(learner, at),
        )


def _end(month: date) -> date:
    return first_of(month + timedelta(days=31)) - timedelta(days=1)


def _row(stretch: Stretch, did: list[Did], streak: Streak) -> Row:
    last = stretch.last
    return Row(
        stretch.first.day,
        last.day,
        last.kind,
        _link(stretch, streak),
        ICONS.get(last.kind, ""),
        heading(last),
        sentences(stretch),
        [_deed(one) for one in did[:MOST]],
        max(0, len(did) - MOST),
        _zones(stretch, did),
    )


def _zones(stretch: Stretch, did: list[Did]) -> str:
    """Say in which zone, or in which after which, the day was lived."""
    lived = [one.zone for one in did]
    if not did or (stretch.before and stretch.before.zone != stretch.first.zone):
        lived.append(stretch.last.zone)
    return gettext(", then ").join(dict.fromkeys(map(spoken, lived)))


def _link(stretch: Stretch, streak: Streak) -> str:
    one, before = stretch.first, stretch.before
    if before is None or before.ended or before.kind not in HOLDS:
        return "none"
    if before.kind == Kind.PAUSED and not before.length:
        return "none"
    if one.kind == Kind.OPEN:
        return "ahead" if streak.length else "none"
    if one.kind not in HOLDS:
        return "none"
    return "solid" if one.kind in (Kind.ACTIVE, Kind.REST) else "rails"


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
