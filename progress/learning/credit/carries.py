"""A carry that a load would end is written as a credited mark."""

from collections.abc import Collection

from django.db.backends.utils import CursorWrapper

from curriculum.loading.observers import Load
from curriculum.models import Release
from progress.learning.credit.lineage import Lineage

BEFORE = """
CREATE TEMP TABLE credit_carry AS
SELECT standing.learner_id, standing.topic_id, mark.at, mark.day
FROM learning_standings(
    ARRAY(
        SELECT DISTINCT mark.learner_id
        FROM learning_mark mark
        JOIN curriculum_topic topic ON topic.id = mark.topic_id
        WHERE topic.concept_id = ANY (%(concepts)s) AND mark.state = 'done'
    ),
    NULL, NULL, NULL,
    ARRAY(SELECT DISTINCT roadmap_id FROM curriculum_topic WHERE concept_id = ANY (%(concepts)s))
) standing
JOIN curriculum_topic topic ON topic.id = standing.topic_id
JOIN learning_mark mark
    ON mark.learner_id = standing.learner_id AND mark.topic_id = standing.carried_from
WHERE standing.state = 'carried' AND topic.concept_id = ANY (%(concepts)s)
"""

AFTER = """
INSERT INTO credit_goes_on
SELECT learner_id, topic_id
FROM learning_standings(
    ARRAY(SELECT learner_id FROM credit_carry UNION SELECT learner_id FROM credit_legacy),
    NULL, NULL, NULL,
    ARRAY(SELECT DISTINCT roadmap_id FROM curriculum_topic WHERE id = ANY (%(topics)s))
)
WHERE state = 'carried' AND topic_id = ANY (%(topics)s)
"""

KEPT = """
INSERT INTO learning_mark AS mark (learner_id, topic_id, state, at, day, credited_by_id)
SELECT learner_id, topic_id, 'done', carry.at, carry.day, %(release)s
FROM credit_carry carry
LEFT JOIN credit_goes_on goes_on USING (learner_id, topic_id)
WHERE goes_on.topic_id IS NULL AND topic_id <> ALL (%(carried_on)s)
ON CONFLICT (learner_id, topic_id) DO UPDATE
SET state = EXCLUDED.state, at = EXCLUDED.at, day = EXCLUDED.day, credited_by_id = EXCLUDED.credited_by_id
WHERE mark.credited_by_id IS NOT NULL AND mark.state <> 'done'
"""


def remember(cursor: CursorWrapper, concepts: list[int]) -> None:
    """Note which topics of `concepts` (by primary key) are carried now."""
    cursor.execute(BEFORE, {"concepts": concepts})


def compare(cursor: CursorWrapper, topics: Collection[int]) -> None:
    """Note which of them, and of `topics`, are carried after the load's rows are written."""
    cursor.execute("SELECT DISTINCT topic_id FROM credit_carry")
    cursor.execute(AFTER, {"topics": [*topics, *(topic for (topic,) in cursor.fetchall())]})


def keep(cursor: CursorWrapper, lineage: Lineage, release: Release) -> None:
    """Write those that ended. A topic that is carried on leaves that to its successors."""
    cursor.execute(KEPT, {"carried_on": list(lineage.news), "release": release.pk})


def loosened(load: Load) -> list[int]:
    """Return the concepts that a topic leaves by this load, by primary key."""
    stored = load.stored.rows
    before = {row.item.concept for row in load.difference.retire}
    for id in load.difference.write:
        row = stored.get(id)
        if row and not row.retired and row.item.concept != load.wanted.items[id].concept:
            before.add(row.item.concept)
    return [stored[f"concepts/{key}"].pk for key in sorted(before - {""})]
