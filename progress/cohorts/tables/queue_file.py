"""The queue of reviews as a file."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from progress.cohorts.tables.exports import Cell, Table
from progress.cohorts.tables.queue import Waiting

COLUMNS = (
    *("submission", "membership", "name", "roadmap", "phase_number", "phase", "milestone"),
    *("try", "handed_in_on", "waits_days", "claimed_by", "claimed_until"),
)


def queue_table(rows: Callable[[], Iterable[Waiting]], at: datetime) -> Table:
    return Table("reviews", COLUMNS, lambda: (_cells(row, at) for row in rows()))


def _cells(row: Waiting, at: datetime) -> Sequence[Cell]:
    return [
        row.submission,
        row.membership,
        row.name,
        row.slug,
        row.phase_number,
        row.phase,
        row.milestone,
        row.number,
        row.day,
        row.days(at),
        row.claimed_by,
        row.claimed_until,
    ]
