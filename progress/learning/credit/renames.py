"""Completed phases, resources that were read and evidence for milestones, under their new ids."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from curriculum.loading.declared import Successor
from curriculum.loading.observers import Load
from curriculum.models import Milestone, Phase, Release, Resource
from progress.learning.credit.lineage import RESOURCES, ROADMAP, read_lineage

# A phase made of several is complete for those who had completed each.
COMPLETIONS = """
INSERT INTO learning_completion (
    learner_id, roadmap_id, phase_id, release_id, at, day, done, skipped, carried
)
SELECT
    completion.learner_id, phase.roadmap_id, phase.id,
    max(completion.release_id), max(completion.at), max(completion.day),
    sum(completion.done), sum(completion.skipped), sum(completion.carried)
FROM unnest(%(old)s::bigint[], %(new)s::bigint[], %(olds)s::int[]) AS way (old, new, olds)
JOIN learning_completion completion ON completion.phase_id = way.old
JOIN curriculum_phase phase ON phase.id = way.new
GROUP BY completion.learner_id, phase.id, way.olds
HAVING count(*) = way.olds
ON CONFLICT DO NOTHING
"""

# A resource that was named in place and has an id now is known by its address.
READS = """
INSERT INTO learning_read (learner_id, resource_id, at)
SELECT learner_id, way.new, min(learning_read.at)
FROM (
    SELECT * FROM unnest(%(old)s::bigint[], %(new)s::bigint[]) AS declared (old, new)
    UNION
    SELECT old.id, new.id
    FROM curriculum_resource old
    JOIN curriculum_resource new ON new.url = old.url AND new.retired_in_id IS NULL
    WHERE old.retired_in_id = %(release)s AND old.url <> ''
) way
JOIN learning_read ON learning_read.resource_id = way.old
GROUP BY learner_id, way.new
ON CONFLICT DO NOTHING
"""


# Evidence goes to each milestone that carries on an old one; where somebody has handed in anew, that stands.
SUBMISSIONS = """
INSERT INTO learning_submission (
    learner_id, milestone_id, number, link, text, at, day, withdrawn_at, confirmed_at, confirmed_by_id
)
SELECT
    learner_id, way.new,
    row_number() OVER (PARTITION BY learner_id, way.new ORDER BY submission.at, submission.id),
    link, text, at, day, withdrawn_at, confirmed_at, confirmed_by_id
FROM unnest(%(old)s::bigint[], %(new)s::bigint[]) AS way (old, new)
JOIN learning_submission submission ON submission.milestone_id = way.old
ON CONFLICT DO NOTHING
"""


def pass_on_completions(cursor: CursorWrapper, load: Load) -> None:
    """Generation after generation: what is gone may carry on what was here again until now."""
    if _begun(load, "phase"):
        lineage = read_lineage(Phase.objects.all())
        heirs = lineage.heirs(since=load.release)
        for generation in [*lineage.generations(heirs), heirs]:
            ways = [(old, new) for new in generation for old in lineage.olds.get(new, ())]
            counts = [len(lineage.olds[new]) for _, new in ways]
            cursor.execute(COMPLETIONS, {**_columns(ways), "olds": counts})


def pass_on_reads(cursor: CursorWrapper, load: Load, release: Release) -> None:
    ways = _ways(load, "resource", Resource.objects.all(), RESOURCES)
    cursor.execute(READS, {**_columns(ways), "release": release.pk})


def pass_on_submissions(cursor: CursorWrapper, load: Load) -> None:
    ways = _ways(load, "milestone", Milestone.objects.all())
    if ways:
        cursor.execute(SUBMISSIONS, _columns(ways))


def _begun(load: Load, kind: str) -> list[Successor]:
    """Return how something begins to carry on old rows of a kind, be it gone itself."""
    rows = load.stored.rows
    return [
        one
        for one in load.difference.begin
        if isinstance(one, Successor) and one.old in rows and rows[one.old].item.kind == kind
    ]


def _ways(load: Load, kind: str, rows: QuerySet[Any], place: Combinable = ROADMAP) -> list[tuple[int, int]]:
    """Return the primary keys of those old rows, each with one that has its progress from now on."""
    begun = _begun(load, kind)
    if not begun:
        return []
    lineage, stored = read_lineage(rows, place), load.stored.rows
    return sorted({(stored[one.old].pk, new) for one in begun for new in lineage.living(one.new)})


def _columns(ways: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
    return {"old": [old for old, _ in ways], "new": [new for _, new in ways]}
