"""Completed phases, resources that were read and evidence for milestones, under their new ids."""

from django.db.backends.utils import CursorWrapper

from curriculum.loading.declared import Successor
from curriculum.loading.observers import Load
from curriculum.models import Milestone, Phase, Release, Resource

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
    ways = _ways(load, "phase")
    if ways:
        rows = Phase.objects.live().select_related("roadmap")
        keys = {f"{row.roadmap.key}/{row.key}": row.pk for row in rows}
        counts = {new: sum(other == new for _, other in ways) for _, new in ways}
        cursor.execute(
            COMPLETIONS,
            {
                "old": [old for old, _ in ways],
                "new": [keys[new] for _, new in ways],
                "olds": [counts[new] for _, new in ways],
            },
        )


def pass_on_reads(cursor: CursorWrapper, load: Load, release: Release) -> None:
    ways = _ways(load, "resource")
    keys = {f"resources/{key}": pk for pk, key in Resource.objects.live().values_list("pk", "key")}
    cursor.execute(
        READS,
        {
            "old": [old for old, _ in ways],
            "new": [keys[new] for _, new in ways],
            "release": release.pk,
        },
    )


def pass_on_submissions(cursor: CursorWrapper, load: Load) -> None:
    ways = _ways(load, "milestone")
    if ways:
        rows = Milestone.objects.live().select_related("roadmap")
        keys = {f"{row.roadmap.key}/{row.key}": row.pk for row in rows}
        old, new = [old for old, _ in ways], [keys[new] for _, new in ways]
        cursor.execute(SUBMISSIONS, {"old": old, "new": new})


def _ways(load: Load, kind: str) -> list[tuple[int, str]]:
    """Return the old rows of a kind that something begins to carry on, by primary key and new id."""
    rows = load.stored.rows
    return [
        (rows[one.old].pk, one.new)
        for one in load.difference.begin
        if isinstance(one, Successor) and one.old in rows and rows[one.old].item.kind == kind
    ]
