"""The last fourteen days as a line, in per cent, so that it stretches and its dots do not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from progress.learning.streaks import Kind, Streak

DAYS = 14
MIDDLE = 18  # px from the top
HOLDS = {Kind.ACTIVE, Kind.FROZEN, Kind.EXCUSED, Kind.PAUSED, Kind.REST}
SHAPES = {
    Kind.ACTIVE: '<circle cx="{x}" cy="18" r="6.5"/>',
    Kind.FROZEN: '<circle class="frozen" cx="{x}" cy="18" r="6.5"/>',
    Kind.EXCUSED: '<circle class="frozen" cx="{x}" cy="18" r="6.5"/>',
    Kind.OPEN: '<circle class="open" cx="{x}" cy="18" r="8"/>',
}
OTHER = '<circle class="quiet" cx="{x}" cy="18" r="3"/>'


@dataclass(frozen=True, slots=True)
class Dot:
    day: date
    kind: Kind
    linked: bool  # to the day before


def dots_of(streak: Streak) -> tuple[Dot, ...]:
    """Return the fourteen days up to the streak's today; those before the first active one were idle."""
    known = streak.days[-DAYS:]
    first = streak.today - timedelta(days=DAYS - 1)
    idle = [Dot(first + timedelta(days=number), Kind.IDLE, False) for number in range(DAYS - len(known))]
    dots = list(idle)
    for number, one in enumerate(known):
        before = known[number - 1] if number else None
        linked = before is not None and before.kind in HOLDS and one.kind in HOLDS and one.length > 0
        dots.append(Dot(one.day, one.kind, linked and not one.ended))
    return tuple(dots)


def fortnight(streak: Streak, today: date) -> SafeString:
    """`today` is not the last of them for who has been in a later day before flying west."""
    dots = dots_of(streak)
    shapes = [*_links(dots, streak.at_risk)]
    for number, dot in enumerate(dots):
        shapes.append(SHAPES.get(dot.kind, OTHER).format(x=_x(number)))
        shapes.append(_name(number, dot, today))
    return SafeString(f'<svg role="img" aria-label="{escape(said(dots))}">{"".join(shapes)}</svg>')


def said(dots: Sequence[Dot]) -> str:
    """The same in words."""
    kinds = Counter(dot.kind for dot in dots)
    active, frozen = kinds[Kind.ACTIVE], kinds[Kind.FROZEN]
    words = [ngettext("%(n)s day active", "%(n)s days active", active) % {"n": active}]
    if frozen:
        words.append(ngettext("%(n)s kept by a freeze", "%(n)s kept by freezes", frozen) % {"n": frozen})
    if kinds[Kind.PAUSED]:
        words.append(ngettext("%(n)s paused", "%(n)s paused", kinds[Kind.PAUSED]) % {"n": kinds[Kind.PAUSED]})
    if kinds[Kind.OPEN]:
        words.append(gettext("today is open"))
    return gettext("The last fourteen days: %(words)s") % {"words": ", ".join(words)}


def _x(number: int) -> str:
    return f"{round(100 * number / (DAYS - 1), 2):g}%"


def _links(dots: Sequence[Dot], at_risk: bool) -> list[str]:
    """A solid line where the streak went on, a dotted one to a day that is still open."""
    lines = []
    for number in range(1, DAYS):
        place = f'x1="{_x(number - 1)}" x2="{_x(number)}" y1="{MIDDLE}" y2="{MIDDLE}"'
        if dots[number].linked:
            lines.append(f'<line class="run" {place}/>')
        elif at_risk and dots[number].kind == Kind.OPEN:
            lines.append(f'<line class="gap" {place}/>')
    return lines


def _name(number: int, dot: Dot, today: date) -> str:
    if dot.day == today:
        return f'<text x="{_x(number)}" y="50" class="now">{gettext("today")}</text>'
    old = ' class="old"' if number % 2 == 0 else ""
    return f'<text x="{_x(number)}" y="50"{old}>{dot.day.day}</text>'
