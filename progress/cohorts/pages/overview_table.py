"""Everybody in a cohort as a table.

Rows are joined strings: a template's loop over a thousand takes ten times as long.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from curriculum.templatetags.roadmap_words import letter
from progress.cohorts.access import Place
from progress.cohorts.pages.overview_words import ICONS, kind_words, last_words
from progress.cohorts.tables.choosing import URGENCY, Choice
from progress.cohorts.tables.outline import Line, PhasePlace
from progress.cohorts.tables.overview import Row
from progress.cohorts.tables.people import Person
from progress.cohorts.tables.signals import Kind, Signal, pace_words
from progress.cohorts.tables.standings import Kept

TENTHS = 10  # of a bar


@dataclass(frozen=True)
class OverviewTable:
    """`address` is the cohort's."""

    place: Place
    lines: Sequence[Line]
    choice: Choice
    address: str
    has_pace: bool

    def of(self, rows: Iterable[Row]) -> SafeString:
        parts = [
            '<table class="everyone">',
            self._head(),
            '<tbody hx-boost="false">',  # links that lead away from the table
            *map(self._row, rows),
            "</tbody></table>",
        ]
        return mark_safe("".join(parts))  # noqa: S308 -- every word of a person's is escaped

    def _head(self) -> str:
        first, *others = [line.title for line in self.lines] or [""]
        headings = [
            self._heading("name", gettext("Name")),
            self._heading(URGENCY, gettext("What to notice")),
            _plain_heading(escape(gettext("Now at"))),
            self._heading("progress", first if others else gettext("Progress")),
            *(_plain_heading(escape(title)) for title in others),
            self._heading("pace", gettext("Pace")) if self.has_pace else "",
            self._heading("active", gettext("Last active")),
            _plain_heading(f'<span class="hidden">{escape(gettext("What to do"))}</span>'),
        ]
        return f"<thead><tr>{''.join(headings)}</tr></thead>"

    def _heading(self, sort: str, label: str) -> str:
        """A heading leads to the rows sorted by it."""
        current = self.choice.sort.removeprefix("-") == sort
        way = "descending" if self.choice.sort.startswith("-") else "ascending"
        state = f' aria-sort="{way}"' if current else ""
        return (
            f'<th scope="col"{state}><a id="sort-{sort or "first"}" href="'
            f'?{escape(self.choice.sorted_by(sort).query)}#everyone">{escape(label)}'
            f'<span class="arrow" aria-hidden="true"></span></a></th>'
        )

    def _row(self, row: Row) -> str:
        person = row.person
        return (
            f'<tr><th scope="row"><a href="{self.address}learners/{person.membership}/">'
            f"{escape(person.name)}</a>{self._paused if person.paused else ''}</th>"
            f'<td class="signals">{"".join(map(self._signal, row.signals))}</td>'
            f'<td class="now">{self._now(row)}</td>{"".join(self._progress(row))}'
            f"{self._pace(row.pace)}<td>{self._last(person)}</td>"
            f'<td class="act">{self._acts(person)}</td></tr>\n'
        )

    @cached_property
    def _paused(self) -> str:
        return f' <span class="tag">{escape(gettext("paused"))}</span>'

    def _signal(self, signal: Signal) -> str:
        before, between = self._signs[signal.kind]
        return f"{before}{between}{escape(signal.why)}</span></span>"

    @cached_property
    def _signs(self) -> dict[Kind, tuple[str, str]]:
        sprite = escape(static("sprite.svg"))
        return {
            kind: (
                f'<span class="signal" data-kind="{kind}"><svg class="icon" aria-hidden="true">'
                f'<use href="{sprite}#{icon}"/></svg>',
                f'<span><b class="hidden">{escape(kind_words(kind))}: </b>',
            )
            for kind, icon in ICONS.items()
        }

    def _now(self, row: Row) -> str:
        if row.here is not None:
            return _phase(row.here[1])
        return self._finished if row.finished else self._passed

    @cached_property
    def _finished(self) -> str:
        return escape(gettext("finished"))

    @cached_property
    def _passed(self) -> str:
        return escape(gettext("passed all phases"))

    def _progress(self, row: Row) -> Iterator[str]:
        for line in self.lines:
            kept = row.in_line(line)
            count = f"{kept.settled} {self._of} {kept.required}"
            yield (
                f'<td class="progress" data-accent="{line.accent}"{self._letter(line)}>'
                f'<span class="count">{count}</span>'
                f'<span class="share" data-share="{_share(kept)}"></span></td>'
            )

    def _letter(self, line: Line) -> str:
        """Of several lines each is told by its letter where the columns' headings are not."""
        return f' data-letter="{escape(letter(line.title))}"' if len(self.lines) > 1 else ""

    @cached_property
    def _of(self) -> str:
        return escape(gettext("of"))

    def _pace(self, pace: float | None) -> str:
        return f"<td>{self._words.pace(pace)}</td>" if self.has_pace else ""

    def _last(self, person: Person) -> str:
        day = f' datetime="{person.last_active}"' if person.last_active else ""
        return f"<time{day}>{self._words.last(person.last_active, person.today)}</time>"

    @cached_property
    def _words(self) -> "_Words":
        return _Words()

    def _acts(self, person: Person) -> str:
        if not self.place.may_review:
            return ""
        before, label, after = self._write
        write = f"{before}{person.membership}{label}{escape(person.name)}{after}"
        return self._review + write if person.waiting else write

    @cached_property
    def _write(self) -> tuple[str, str, str]:
        """The link to write to somebody, around their membership and their name."""
        label, _, rest = escape(gettext("Write to %(name)s")).partition("%(name)s")
        return (
            f'<a href="{self.address}messages/new/?to=',
            f'" aria-label="{label}',
            f'{rest}">{escape(gettext("Write"))}</a>',
        )

    @cached_property
    def _review(self) -> str:
        return f'<a href="{self.address}reviews/">{escape(gettext("Review"))}</a>'


class _Words:
    """Those that many rows share, in the language of one request."""

    def __init__(self) -> None:
        self.pace = cache(self._pace)
        self.last = cache(self._last)

    def _pace(self, pace: float | None) -> str:
        return escape(pace_words(pace))

    def _last(self, day: date | None, today: date) -> str:
        return escape(last_words(day, today))


def _plain_heading(label: str) -> str:
    return f'<th scope="col">{label}</th>'


@lru_cache(maxsize=1024)
def _phase(phase: PhasePlace) -> str:
    """The number is told once: as it is drawn, or to those who hear it."""
    sign = f'<span class="at" aria-hidden="true">{phase.number}</span>'
    return f'{sign}<span class="hidden">{phase.number} </span>{escape(phase.name)}'


def _share(kept: Kept) -> int:
    """Full only when all is settled."""
    return min(TENTHS, TENTHS * kept.settled // kept.required) if kept.required else 0
