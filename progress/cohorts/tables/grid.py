"""Where each learner stands in each phase of one roadmap: the rows of the grid, its CSV and its JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from progress.cohorts.models import Cohort
from progress.cohorts.tables.outline import Line, Outline
from progress.cohorts.tables.overview import Overview, Row, overview_of
from progress.cohorts.tables.signals import Kind, stuck_phases
from progress.cohorts.tables.standings import NO_PHASE, KeptPhase

NO_LINE = Line(0, "", "", "")  # of a cohort whose roadmaps are all retired

Waits = Mapping[tuple[int, int], int]  # submissions, by learner and phase


class GridRow(NamedTuple):
    """`phases` are in the order of the line's; `stuck` are those with a topic that holds the learner up."""

    row: Row
    phases: Sequence[KeptPhase]
    stuck: frozenset[int]
    waits: Sequence[int]  # submissions without a review, in the order of the phases


@dataclass(frozen=True)
class Grid:
    overview: Overview
    line: Line
    waits: Waits

    def of(self, rows: Iterable[Row]) -> list[GridRow]:
        return [self._row(row) for row in rows]

    def _row(self, row: Row) -> GridRow:
        kept, person = row.in_line(self.line).phases, row.person
        return GridRow(
            row,
            [kept.get(phase.pk, NO_PHASE) for phase in self.line.phases],
            stuck_phases(person, row.kept, self.overview.terms) if row.has(Kind.STUCK) else frozenset(),
            [self.waits.get((person.pk, phase.pk), 0) for phase in self.line.phases]
            if person.waiting
            else [0] * len(self.line.phases),
        )


def line_of(outline: Outline, slug: str) -> Line:
    """Return the roadmap that is asked for, or else the first."""
    found = [line for line in outline.lines if line.slug == slug]
    return [*found, *outline.lines, NO_LINE][0]


def grid_of(cohort: Cohort, lines: Outline, line: Line, *, at: datetime) -> Grid:
    """By four statements, however many learners there are."""
    overview = overview_of(cohort, lines, at=at)
    waiting = [row.person.pk for row in overview.rows if row.person.waiting]
    return Grid(overview, line, _waits(waiting, line))


def _waits(learners: list[int], line: Line) -> Waits:
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, {"learners": learners, "roadmap": line.pk})
        return {(learner, phase): number for learner, phase, number in cursor.fetchall()}


# What waits is what `people` counts, told apart by phases
_WAITS = """
SELECT newest.learner_id, newest.phase_id, count(*)
FROM (
    SELECT DISTINCT ON (submission.learner_id, submission.milestone_id)
        submission.id, submission.learner_id, submission.confirmed_at, milestone.phase_id
    FROM learning_submission submission
    JOIN curriculum_milestone milestone ON milestone.id = submission.milestone_id
    WHERE submission.learner_id = ANY (%(learners)s)
        AND milestone.roadmap_id = %(roadmap)s
        AND milestone.retired_in_id IS NULL
        AND submission.withdrawn_at IS NULL
    ORDER BY submission.learner_id, submission.milestone_id, submission.number DESC
) AS newest
WHERE newest.confirmed_at IS NULL
    AND NOT EXISTS (SELECT FROM cohorts_review WHERE submission_id = newest.id)
GROUP BY newest.learner_id, newest.phase_id
"""
