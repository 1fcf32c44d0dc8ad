"""Marks on old topics earn credited marks on what carries them on; a statement a generation."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.utils import CursorWrapper

from curriculum.models import Release
from progress.learning.credit.lineage import Lineage

# What a learner's state on an old topic amounts to, as a rank among STATES. A mark speaks for all
# that its topic carries on in turn. `carried`: no mark, but a carry that ends with the topic.
START = """
CREATE TEMP TABLE credit_legacy (
    learner_id bigint, topic_id bigint, rank int, at timestamptz, day date, carried boolean,
    PRIMARY KEY (learner_id, topic_id)
)
"""
STATES = "ARRAY['todo', 'skipped', 'learning', 'done']"

OF_ITS_OWN = f"""
INSERT INTO credit_legacy
SELECT learner_id, topic_id, 4, at, day, TRUE
FROM credit_carry
WHERE topic_id = ANY (%(topics)s)
UNION ALL
SELECT learner_id, topic_id, array_position({STATES}, state::text), at, day, FALSE
FROM learning_mark
WHERE topic_id = ANY (%(topics)s)
    AND (learner_id, topic_id) NOT IN (SELECT learner_id, topic_id FROM credit_carry)
"""  # noqa: S608 -- nothing but a constant is put in

# A carry counts as done, but not where it goes on.
EARNED = """
WITH said AS (
    SELECT line.new, line.credit, line.olds, legacy.*
    FROM unnest(%(new)s::bigint[], %(old)s::bigint[], %(credit)s::text[], %(olds)s::int[])
        AS line (new, old, credit, olds)
    JOIN credit_legacy legacy ON legacy.topic_id = line.old
    LEFT JOIN credit_goes_on goes_on
        ON goes_on.learner_id = legacy.learner_id AND goes_on.topic_id = line.new
    WHERE NOT legacy.carried OR goes_on.topic_id IS NULL
),
earned AS (
    SELECT
        learner_id,
        new AS topic_id,
        CASE credit
            WHEN 'any' THEN max(rank)
            WHEN 'all' THEN CASE
                WHEN count(*) = olds AND min(rank) = max(rank) THEN max(rank)
                WHEN max(rank) > 2 THEN 3
                WHEN min(rank) = 1 THEN 1
            END
        END AS rank,
        (array_agg(at ORDER BY rank = 1, at))[1] AS at,
        (array_agg(day ORDER BY rank = 1, at))[1] AS day
    FROM said
    GROUP BY learner_id, new, credit, olds
)
"""

PASSED_ON = f"""
INSERT INTO credit_legacy
{EARNED}
SELECT learner_id, topic_id, rank, at, day, FALSE
FROM earned
WHERE rank IS NOT NULL
ON CONFLICT DO NOTHING
"""  # noqa: S608

# Rank 1, to do, earns nothing. But it goes on declining a carry, and as the learner's own word.
CREDITED = f"""
INSERT INTO learning_mark AS mark (learner_id, topic_id, state, at, day, credited_by_id)
{EARNED}
SELECT learner_id, topic_id, ({STATES})[rank], earned.at, earned.day, CASE WHEN rank > 1 THEN %(release)s END
FROM earned
LEFT JOIN credit_goes_on goes_on USING (learner_id, topic_id)
WHERE rank > 1 OR (rank = 1 AND goes_on.topic_id IS NOT NULL)
ON CONFLICT (learner_id, topic_id) DO UPDATE
SET state = EXCLUDED.state, at = EXCLUDED.at, day = EXCLUDED.day, credited_by_id = EXCLUDED.credited_by_id
WHERE mark.credited_by_id IS NOT NULL
    AND array_position({STATES}, mark.state::text) < array_position({STATES}, EXCLUDED.state::text)
"""  # noqa: S608


def gather(cursor: CursorWrapper, lineage: Lineage, heirs: Iterable[int]) -> None:
    """Find out what each learner brings along from the ancestors of `heirs`."""
    cursor.execute(START)
    for generation in lineage.generations(heirs):
        cursor.execute(OF_ITS_OWN, {"topics": generation})
        cursor.execute(PASSED_ON, _lines(lineage, generation))


def credit(cursor: CursorWrapper, lineage: Lineage, heirs: Iterable[int], release: Release) -> None:
    """Write credited marks on `heirs` where the learner has none, or a credited one that says less."""
    cursor.execute(CREDITED, _lines(lineage, heirs) | {"release": release.pk})


def _lines(lineage: Lineage, successors: Iterable[int]) -> dict[str, Any]:
    lines = [(new, old) for new in successors for old in lineage.olds.get(new, ())]
    return {
        "new": [new for new, _ in lines],
        "old": [old for _, old in lines],
        "credit": [lineage.credit[new] for new, _ in lines],
        "olds": [len(lineage.olds[new]) for new, _ in lines],
    }
