"""The grids as files."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.text import slugify

from progress.cohorts.tables.exports import Cell, Table
from progress.cohorts.tables.grid import GridRow
from progress.cohorts.tables.outline import Line, PhasePlace
from progress.cohorts.tables.standings import LETTERS
from progress.cohorts.tables.topics import COUNTED, TopicRow, topics_of

WHO = ("membership", "name")
OF_PHASE = ("settled", "required", "skipped", "complete", "stuck", "waiting")


def grid_table(line: Line, rows: Callable[[], Iterable[GridRow]]) -> Table:
    """For each phase there is what the grid says of it."""
    stems = columns_of("phase", [phase.name for phase in line.phases])
    columns = [f"{stem}_{what}" for stem in stems for what in OF_PHASE]
    cells: Callable[[], Iterable[Sequence[Cell]]] = lambda: (  # noqa: E731
        _cells(row, line) for row in rows()
    )
    return Table(f"grid-{line.slug}", [*WHO, "settled", "required", *columns], cells)


def _cells(row: GridRow, line: Line) -> Sequence[Cell]:
    kept = row.row.in_line(line)
    return [
        row.row.person.membership,
        row.row.person.name,
        kept.settled,
        kept.required,
        *_of_phases(row, line),
    ]


def _of_phases(row: GridRow, line: Line) -> Iterator[Cell]:
    for phase, tally, waits in zip(line.phases, row.phases, row.waits, strict=True):
        yield from (tally.settled, tally.required, tally.skipped, tally.complete)
        yield from (phase.pk in row.stuck, waits)


def topics_table(line: Line, phase: PhasePlace, rows: Callable[[], Iterable[TopicRow]]) -> Table:
    """For each topic there are its state and, in learning, since when; of who shows only counts neither."""
    stems = columns_of("topic", [topic.title for topic in topics_of(line, phase)])
    columns = [name for stem in stems for name in (stem, f"{stem}_since")]
    counted = [LETTERS[letter] for letter in COUNTED]
    name = f"grid-{line.slug}-{phase.number}"
    cells: Callable[[], Iterable[Sequence[Cell]]] = lambda: (  # noqa: E731
        _topic_cells(row) for row in rows()
    )
    return Table(name, [*WHO, "settled", "required", *counted, *columns], cells)


def _topic_cells(row: TopicRow) -> Sequence[Cell]:
    person = row.row.person
    states: Sequence[str | None] = [LETTERS[letter] for letter in row.states or ""]
    states = states or [None] * len(row.since)
    pairs = zip(states, row.since, strict=True)
    return [
        person.membership,
        person.name,
        row.phase.settled,
        row.phase.required,
        *row.counts,
        *(cell for pair in pairs for cell in pair),
    ]


def columns_of(what: str, names: Iterable[str]) -> list[str]:
    """Return a word for programs for each, told apart by its place."""
    words = (slugify(name).replace("-", "_") for name in names)
    return [f"{what}_{place}_{word}".rstrip("_") for place, word in enumerate(words, start=1)]
