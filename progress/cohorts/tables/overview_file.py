"""The overview as a file."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from progress.cohorts.tables.exports import Cell, Table
from progress.cohorts.tables.outline import Outline
from progress.cohorts.tables.overview import Row

BEFORE = ("membership", "name", "signals", "reasons", "roadmap", "phase_number", "phase")
AFTER = (
    *("pace_phases", "last_active", "active_this_week", "waiting", "paused", "finished"),
    *("extra_days", "joined_on"),
)


def overview_table(outline: Outline, rows: Callable[[], Iterable[Row]]) -> Table:
    """For each roadmap there are what is settled and what is required."""
    progress = [f"{line.slug}_{what}" for line in outline.lines for what in ("settled", "required")]
    return Table("overview", [*BEFORE, *progress, *AFTER], lambda: (_cells(row, outline) for row in rows()))


def _cells(row: Row, outline: Outline) -> Sequence[Cell]:
    person = row.person
    line, phase = row.here or (None, None)
    return [
        person.membership,
        person.name,
        " ".join(signal.kind for signal in row.signals),
        "; ".join(signal.why for signal in row.signals),
        line.slug if line else None,
        phase.number if phase else None,
        phase.name if phase else None,
        *_progress(row, outline),
        row.pace,
        person.last_active,
        row.is_active,
        person.waiting,
        person.paused,
        row.finished,
        person.extra_days,
        person.joined_at.date(),
    ]


def _progress(row: Row, outline: Outline) -> Iterator[Cell]:
    for line in outline.lines:
        kept = row.in_line(line)
        yield kept.settled
        yield kept.required
