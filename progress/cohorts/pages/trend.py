"""How a cohort goes beside its pace: a sentence, a drawing, the same week by week; and its hardest topics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from progress.cohorts.tables.hardest import Hard, left, longest
from progress.cohorts.tables.trend import Trend, Week

LEFT, RIGHT, TOP, BOTTOM = 34, 560, 14, 204
NAMED = 6  # days that have their name on the axis, at most


@dataclass(frozen=True)
class TrendPage:
    trend: Trend
    found: Sequence[Hard]

    @cached_property
    def longest(self) -> list[tuple[Hard, str]]:
        return [(hard, hard_words(hard)) for hard in longest(self.found)]

    @cached_property
    def left(self) -> list[tuple[Hard, str]]:
        return [(hard, hard_words(hard)) for hard in left(self.found)]

    @property
    def weeks(self) -> Sequence[Week]:
        return self.trend.weeks

    @property
    def has_pace(self) -> bool:
        return bool(self.weeks) and self.weeks[-1].pace is not None

    @cached_property
    def said(self) -> str:
        now = self.weeks[-1]
        told = {"median": f"{now.median:g}", "units": self.trend.units}
        words = gettext("Half of the learners have settled %(median)s of %(units)s or more.") % told
        between = {"low": f"{now.low:g}", "high": f"{now.high:g}"}
        words += " " + gettext("The middle half is between %(low)s and %(high)s.") % between
        if now.pace is None:
            return words
        return f"{words} {gettext('The pace asks for %(pace)s by now.') % {'pace': round(now.pace)}}"

    @cached_property
    def drawing(self) -> SafeString:
        shapes = [*self._axes(), *self._days(), self._band(), *self._pace(), *self._median()]
        return SafeString(
            f'<svg viewBox="0 0 620 232" role="img" aria-label="{escape(self.said)}">{"".join(shapes)}</svg>'
        )

    def _x(self, place: int) -> int:
        """Return where the week of that place ends."""
        first, last = self.weeks[0].until, self.weeks[-1].until
        return round(LEFT + (RIGHT - LEFT) * (self.weeks[place].until - first).days / (last - first).days)

    def _y(self, units: float) -> int:
        return round(BOTTOM - (BOTTOM - TOP) * units / max(1, self.trend.units))

    def _axes(self) -> Iterator[str]:
        for units in (0, self.trend.units / 2, self.trend.units):
            y = self._y(units)
            yield f'<line class="axis" x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}"/>'
            yield f'<text x="0" y="{y + 4}">{round(units)}</text>'

    def _days(self) -> Iterator[str]:
        places = range(len(self.weeks))
        for place in places[:: -(-len(places) // NAMED)]:
            day = date_format(self.weeks[place].until, "j M")
            yield f'<text x="{self._x(place)}" y="224" text-anchor="middle">{escape(day)}</text>'

    def _band(self) -> str:
        there = [f"{self._x(place)} {self._y(week.high)}" for place, week in enumerate(self.weeks)]
        back = [f"{self._x(place)} {self._y(week.low)}" for place, week in enumerate(self.weeks)]
        return f'<path class="band" d="M{" ".join(there + back[::-1])}z"/>'

    def _pace(self) -> Iterator[str]:
        points = [
            f"{self._x(place)} {self._y(week.pace)}"
            for place, week in enumerate(self.weeks)
            if week.pace is not None
        ]
        if points:
            yield f'<path class="plan" d="M{" ".join(points)}"/>'

    def _median(self) -> Iterator[str]:
        points = [f"{self._x(place)} {self._y(week.median)}" for place, week in enumerate(self.weeks)]
        now = self.weeks[-1]
        x, y = self._x(len(self.weeks) - 1), self._y(now.median)
        yield f'<path class="real" d="M{" ".join(points)}"/>'
        yield f'<circle class="dot" cx="{x}" cy="{y}" r="6"/>'
        yield f'<text class="value" x="{x + 14}" y="{y + 5}">{now.median:g}</text>'


def hard_words(hard: Hard) -> str:
    """Return its numbers, without those that are none."""
    told = []
    if hard.days is not None:
        told.append(ngettext("%(n)d day", "%(n)d days", hard.days) % {"n": hard.days})
    if hard.learning:
        told.append(gettext("%(n)d still learning") % {"n": hard.learning})
    if hard.skipped:
        told.append(gettext("%(n)d skipped") % {"n": hard.skipped})
    told.append(gettext("%(n)d came to it") % {"n": hard.came})
    return ", ".join(told)
