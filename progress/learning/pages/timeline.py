"""A roadmap laid along the calendar: a bar for each phase, and what to know when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from curriculum.models import Phase, SkillItem
from curriculum.templatetags.roadmap_words import effort, window
from curriculum.tree import PhaseNode
from progress.learning.pages.roadmap_page import SETTLED, RoadmapPage
from progress.learning.pages.rows import tally_words
from progress.learning.pages.timeline_axis import Axis, Unit, axis_of
from progress.learning.plans.going import Pace
from progress.learning.plans.windows import Window, windows
from progress.learning.standings import PhaseTally

GRID, NOW = "grid", "now"  # ids of the lines that all bars share


@dataclass(frozen=True, slots=True)
class Row:
    """`planned` says when the learner's own plan has it."""

    phase: Phase
    state: str  # done | part | todo
    when: str
    count: str
    planned: str
    bar: SafeString


@dataclass(frozen=True, slots=True)
class Skill:
    title: str
    state: str
    address: str


@dataclass(frozen=True)
class Timeline:
    """`pace` is a learner's, None for a visitor."""

    page: RoadmapPage
    pace: Pace | None = None
    began: date | None = None

    @cached_property
    def axis(self) -> Axis:
        return axis_of(self.page.parts.tree.phases)

    @cached_property
    def today(self) -> float | None:
        """Return how far on the axis somebody is by the calendar who has begun; days of rest don't count."""
        if self.pace is None or self.began is None or self.pace.today < self.began:
            return None
        at = self.axis.of_weeks(self.pace.rest.awake(self.began, self.pace.today) / 7)
        return at if at is not None and at <= self.axis.total else None

    @property
    def today_words(self) -> str:
        """`Month 6 of 14`; nothing where nobody has begun, or the end has passed."""
        if self.today is None:
            return ""
        words = gettext("Month %(n)s of %(count)s")
        if self.axis.unit == Unit.WEEKS:
            words = gettext("Week %(n)s of %(count)s")
        return words % {"n": int(self.today) + 1, "count": round(self.axis.total)}

    def rows(self) -> list[Row]:
        return [self._row(node) for node in self.page.parts.tree.phases]

    def _row(self, node: PhaseNode) -> Row:
        tally = self.page.tally.phases[node.phase.pk]
        state = "done" if tally.complete else "part" if tally.settled else "todo"
        when, count = window(node.phase) or effort(node.phase), tally_words(tally)
        return Row(node.phase, state, when, count, self._planned(node.phase), self._bar(node, tally, when))

    def _planned(self, phase: Phase) -> str:
        found = self._windows.get(phase.pk)
        if found is None:
            return ""
        days = {"first": self._day(found.first), "last": self._day(found.last)}
        return gettext("Planned %(first)s – %(last)s") % days

    def _day(self, day: date) -> str:
        return date_format(day, "j M" if day.year == self.page.today.year else "j M Y")

    @cached_property
    def _windows(self) -> Mapping[int, Window]:
        pace = self.pace
        if pace is None or pace.schedule is None or pace.target is None:
            return {}
        return {found.phase: found for found in windows(pace.workload, pace.target, pace.schedule)}

    def _bar(self, node: PhaseNode, tally: PhaseTally, when: str) -> SafeString:
        bar = self.axis.bars.get(node.phase.pk)
        if bar is None:
            return SafeString("")
        first, last = self.axis.x(bar.first), self.axis.x(bar.last)
        reached = round(first + (last - first) * (1.0 if tally.complete else tally.share), 2)
        said = escape(", ".join(part for part in (when, tally_words(tally)) if part))
        shapes = [*self._uprights, _line("casing", first, last)]
        if reached < last:
            shapes.append(_line("hollow", reached, last))
        shapes += [f'<circle cx="{x:g}%" cy="15" r="6"/>' for x in (first, last)]
        label = f'role="img" aria-label="{said}"' if said else 'aria-hidden="true"'
        return SafeString(f"<svg {label}>{''.join(shapes)}</svg>")

    @cached_property
    def _uprights(self) -> list[str]:
        now = [] if self.today is None else [f'<use class="now" href="#{NOW}"/>']
        return [f'<use class="month" href="#{GRID}"/>', *now]

    def scale(self) -> SafeString:
        """Return the axis itself, with the lines that the bars share."""
        axis = self.axis
        lines = f'<g id="{GRID}">{"".join(_upright(axis.x(tick)) for tick in (0, *axis.ticks))}</g>'
        labels = "".join(
            f'<text x="{axis.x(tick):g}%" y="10"{"" if number % 2 else ACROSS}>{tick}</text>'
            for number, tick in enumerate(axis.ticks)
        )
        if self.today is not None:
            lines += f'<g id="{NOW}">{_upright(axis.x(self.today))}</g>'
            labels += (
                f'<text class="today" x="{axis.x(self.today):g}%" y="28">{escape(gettext("today"))}</text>'
            )
        return SafeString(f"<svg><defs>{lines}</defs>{labels}</svg>")

    def skills(self) -> Iterator[tuple[str, list[Skill]]]:
        """Yield each stretch of the skill map with what to know by its end."""
        for stretch in self.page.parts.tree.skill_windows:
            yield stretch.label, [self._skill(item) for item in stretch.items.all()]

    def _skill(self, item: SkillItem) -> Skill:
        topics = [topic for topic in item.topics.all() if topic.pk in self.page.parts.tree.topics]
        address = f"{self.page.parts.address}topics/{topics[0].slug}/" if topics else ""
        return Skill(item.title, _together([self.page.standing(topic).state for topic in topics]), address)


ACROSS = ' class="even"'  # left out where it is narrow


def _together(states: list[str]) -> str:
    """Return the state of something that several topics make up; what was skipped is not asked for."""
    if not states:
        return "todo"
    states = [state for state in states if state != "skipped"] or ["skipped"]
    if all(state in SETTLED for state in states):
        return "carried" if set(states) == {"carried"} else "done"
    if len(set(states)) == 1:
        return states[0]
    return "learning" if any(state in (*SETTLED, "learning") for state in states) else "todo"


def _line(kind: str, first: float, last: float) -> str:
    return f'<line class="{kind}" x1="{first:g}%" x2="{last:g}%" y1="15" y2="15"/>'


def _upright(x: float) -> str:
    return f'<line x1="{x:g}%" x2="{x:g}%" y1="-60" y2="90"/>'
