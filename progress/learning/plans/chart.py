"""The pace as a drawing: what is done as steps, the plan as a dotted line, the forecast as a dashed one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from progress.learning.plans.going import Going, Pace
from progress.learning.plans.rest import DAY
from progress.learning.plans.words import headline, load_words, outlook
from progress.learning.plans.workload import Measure

LEFT, RIGHT, TOP, BOTTOM = 34, 606, 14, 204
ROOM = 120  # for words beside the dot
MONTHS = 6  # that have their name on the axis, at most
BEFORE = timedelta(weeks=26)  # of what was done without a plan, or before it
LOOK_AHEAD = timedelta(weeks=52)  # of a forecast beyond the plan


@dataclass(frozen=True)
class Chart:
    pace: Pace

    @cached_property
    def first(self) -> date:
        pace = self.pace
        if pace.schedule is not None:
            return pace.schedule.made_on
        return max(pace.workload.began or pace.today, pace.today - BEFORE)

    @cached_property
    def last(self) -> date:
        pace = self.pace
        end = pace.schedule.end if pace.schedule else pace.today
        arrives = pace.forecast.arrives if pace.forecast else None
        return max(end, pace.today, min(arrives or end, end + LOOK_AHEAD), self.first + 13 * DAY) + DAY

    @cached_property
    def ceiling(self) -> float:
        return self.pace.workload.total or 1.0

    def x(self, day: date) -> int:
        """Return where `day` begins."""
        return round(LEFT + (RIGHT - LEFT) * (day - self.first).days / (self.last - self.first).days)

    def y(self, load: float) -> int:
        return round(BOTTOM - (BOTTOM - TOP) * load / self.ceiling)

    def svg(self) -> SafeString:
        shapes = [*self._axes(), *self._months(), *self._plan(), *self._guess(), *self._real()]
        label = escape(f"{self.said} {headline(self.pace)} {outlook(self.pace)}".strip())
        return SafeString(
            f'<svg viewBox="0 0 620 232" role="img" aria-label="{label}">{"".join(shapes)}</svg>'
        )

    @property
    def said(self) -> str:
        pace = self.pace
        done, total = (load_words(load, pace.workload.measure) for load in (pace.workload.done, self.ceiling))
        words = gettext("%(done)s of %(total)s by today.") % {"done": done, "total": total}
        if pace.schedule is None:
            return words
        plan = load_words(pace.schedule.expected(pace.today), pace.workload.measure)
        return f"{words} {gettext('The plan asks for %(plan)s.') % {'plan': plan}}"

    def _axes(self) -> Iterator[str]:
        for load in (0.0, self.ceiling / 2, self.ceiling):
            y = self.y(load)
            yield f'<line class="axis" x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}"/>'
            yield f'<text x="0" y="{y + 4}">{round(load)}</text>'

    def _months(self) -> Iterator[str]:
        """Name months where they begin, or weeks where there is no month to name."""
        days = [self.first + number * DAY for number in range((self.last - self.first).days)]
        begins = [day for day in days if day.day == 1]
        form = "M"
        if len(begins) < 2:
            begins, form = days[::7], "j M"
        for day in begins[:: -(-len(begins) // MONTHS)]:
            yield f'<text x="{self.x(day)}" y="224">{date_format(day, form)}</text>'

    def _plan(self) -> Iterator[str]:
        schedule = self.pace.schedule
        if schedule is None:
            return
        corners = {schedule.made_on, schedule.end + DAY}
        for first, after in ((begins, ends + DAY) for begins, ends in schedule.rest.spans):
            corners |= {day for day in (first, after) if schedule.made_on < day <= schedule.end}
        points = " ".join(f"{self.x(day)} {self.y(schedule.expected(day))}" for day in sorted(corners))
        yield f'<path class="plan" d="M{points}"/>'

    def _guess(self) -> Iterator[str]:
        pace = self.pace
        if pace.forecast is None or pace.forecast.arrives is None or pace.going == Going.ARRIVED:
            return
        begin, whole = pace.today + DAY, (pace.forecast.arrives - pace.today).days
        part = min(1.0, max(0, (self.last - begin).days) / max(1, whole))
        load = pace.workload.done + (self.ceiling - pace.workload.done) * part
        end = min(pace.forecast.arrives + DAY, self.last)
        yield (
            f'<path class="guess" d="M{self.x(begin)} {self.y(pace.workload.done)}'
            f'L{self.x(end)} {self.y(load)}"/>'
        )

    def _real(self) -> Iterator[str]:
        pace = self.pace
        before = pace.workload.done_before(self.first)
        path = [f"M{LEFT} {self.y(before)}"]
        days = {day for stretch in pace.workload.stretches for day in stretch.settled if day >= self.first}
        for day in sorted(days):
            path.append(f"H{self.x(day + DAY)}V{self.y(pace.workload.done_before(day + DAY))}")
        x, y = self.x(pace.today + DAY), self.y(pace.workload.done)
        yield f'<path class="real" d="{"".join(path)}H{x}"/>'
        yield f'<circle class="dot" cx="{x}" cy="{y}" r="6"/>'
        yield self._value(x, y)

    def _value(self, x: int, y: int) -> str:
        """Say what is done, on the side where no line goes."""
        pace, measure = self.pace, self.pace.workload.measure
        words = gettext("%(done)s today") if measure == Measure.TOPICS else gettext("%(done)s done")
        own = escape(words % {"done": load_words(pace.workload.done, measure)})
        ahead = pace.schedule is not None and pace.workload.done >= pace.schedule.expected(pace.today)
        if ahead and x > LEFT + ROOM:
            return _text(x - 12, max(TOP - 2, y - 12), own, "end")
        if x < RIGHT - ROOM:
            return _text(x + 12, min(BOTTOM - 4, y + 22), own, "start")
        return _text(x, min(BOTTOM - 4, y + 26), own, "end")


def _text(x: int, y: int, words: str, anchor: str) -> str:
    return f'<text class="value" x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>'


@dataclass(frozen=True, slots=True)
class Row:
    """A day in numbers: what the plan expects by its end, and what was done; None where nobody knows."""

    day: date
    planned: str
    done: str


def rows(pace: Pace) -> list[Row]:
    """Return the chart in numbers: its first day, the first of each month, today, and its last."""
    chart, measure = Chart(pace), pace.workload.measure
    days = {chart.first, pace.today, chart.last - DAY}
    months = ((chart.last - chart.first).days // 30) + 1
    step = max(1, -(-months // 12))
    firsts = [
        day
        for day in (chart.first + number * DAY for number in range((chart.last - chart.first).days))
        if day.day == 1
    ]
    days |= set(firsts[::step])
    schedule = pace.schedule
    return [
        Row(
            day,
            load_words(schedule.expected(day + DAY), measure) if schedule else "",
            load_words(pace.workload.done_before(day + DAY), measure) if day <= pace.today else "",
        )
        for day in sorted(days)
    ]
