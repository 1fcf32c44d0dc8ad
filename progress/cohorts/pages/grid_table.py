"""The grid of learners and phases as a table, and what it shares with that of topics.

Rows are joined strings: a template's loop over ten thousand cells takes 0.2 s. There is a `tbody` for every
fifty learners, so that a browser lays out only those in sight.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from progress.cohorts.pages.grid_words import settled_words, shade, waits_words
from progress.cohorts.pages.overview_words import ICONS
from progress.cohorts.tables.choosing import Choice
from progress.cohorts.tables.grid import GridRow
from progress.cohorts.tables.outline import Line, PhasePlace
from progress.cohorts.tables.overview import Row
from progress.cohorts.tables.signals import Kind
from progress.cohorts.tables.standings import KeptPhase

TOGETHER = 50  # rows of one tbody


@dataclass(frozen=True)
class Sheet:
    """What both grids share. `query` goes before the words of a choice in an address; `cohort` is one."""

    cohort: int
    line: Line
    choice: Choice
    query: str

    def joined(self, head: str, rows: Iterable[str], label: str, of: str = "phases") -> SafeString:
        parts = [
            f'<table class="grid {of}" data-accent="{self.line.accent}" aria-label="{escape(label)}">',
            f"<thead><tr>{head}</tr></thead>",
            *_bodies(list(rows)),
            "</table>",
        ]
        return mark_safe("".join(parts))  # noqa: S308 -- every word of a person's is escaped

    def heading(self, sort: str, label: str, name: str) -> str:
        """A heading leads to the rows sorted by it."""
        current = self.choice.sort.removeprefix("-") == sort
        way = "descending" if self.choice.sort.startswith("-") else "ascending"
        state = f' aria-sort="{way}"' if current else ""
        address = f"?{self.query}{self.choice.sorted_by(sort).query}#everyone"
        return (
            f'<th scope="col" class="{name}"{state}><a id="sort-{sort}" href="{escape(address)}">'
            f'{escape(label)}<span class="arrow" aria-hidden="true"></span></a></th>'
        )

    def name(self, row: Row) -> str:
        person = row.person
        return (
            f'<th scope="row"><a href="{self._learners}{person.membership}/">'
            f'<span class="known">{escape(person.name)}</span>'
            f"{self._stuck if row.has(Kind.STUCK) else ''}</a></th>"
        )

    @cached_property
    def _learners(self) -> str:
        return f"{reverse('cohort', args=[self.cohort])}learners/"

    @cached_property
    def _stuck(self) -> str:
        icon = f"{escape(static('sprite.svg'))}#{ICONS[Kind.STUCK]}"
        return (
            f'<svg class="icon" aria-hidden="true"><use href="{icon}"/></svg>'
            f'<span class="hidden"> ({escape(gettext("stuck"))})</span>'
        )

    @cached_property
    def stuck_here(self) -> str:
        return f'<span class="hidden">, {escape(gettext("stuck here"))}</span>'


class GridTable(Sheet):
    def of(self, rows: Sequence[GridRow]) -> SafeString:
        head = [
            self.heading("name", gettext("Name"), "who"),
            self.heading("progress", gettext("All"), "sum"),
            *map(self._phase, self.line.phases),
        ]
        label = gettext("Learners and phases of %(line)s") % {"line": self.line.title}
        return self.joined("".join(head), self._rows(rows), label)

    def _phase(self, phase: PhasePlace) -> str:
        address = f"{reverse('cohort_phase_grid', args=[self.cohort, phase.pk])}?{self.choice.query}"
        return (
            f'<th scope="col"><a href="{escape(address)}" hx-boost="false">'
            f"<b>{phase.number}</b> {escape(phase.name)}</a></th>"
        )

    def _rows(self, rows: Sequence[GridRow]) -> Iterator[str]:
        keys, cell = [phase.pk for phase in self.line.phases], cache(self._cell)
        settled = cache(settled_words)
        for row in rows:
            kept = row.row.in_line(self.line)
            cells = [
                cell(tally, phase in row.stuck, waits)
                for phase, tally, waits in zip(keys, row.phases, row.waits, strict=True)
            ]
            yield (
                f'<tr>{self.name(row.row)}<td class="sum">{settled(kept.settled, kept.required)}</td>'
                f"{''.join(cells)}</tr>\n"
            )

    def _cell(self, tally: KeptPhase, stuck: bool, waits: int) -> str:
        frame = f"{' data-stuck' if stuck else ''}{' data-waits' if waits else ''}"
        also = self.stuck_here if stuck else ""
        also += f'<span class="hidden">, {escape(waits_words(waits))}</span>' if waits else ""
        return f'<td data-shade="{shade(tally)}"{frame}>{_settled(tally)}{also}</td>'


def _settled(tally: KeptPhase) -> str:
    if not tally.required:
        return escape(gettext("skipped")) if tally.skipped else "–"
    return escape(settled_words(tally.settled, tally.required))


def _bodies(rows: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(rows), TOGETHER):
        yield '<tbody hx-boost="false">'  # links that lead away from the table
        yield from rows[start : start + TOGETHER]
        yield "</tbody>"
