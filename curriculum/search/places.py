"""Where concepts and resources, which have no page of their own, are taught and named."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

SHOWN = 5  # places of one concept or resource: on large sites there are many


@dataclass(frozen=True, slots=True)
class Place:
    """A topic, a phase or a whole roadmap (`kind`), which has no `title` beside the roadmap's."""

    kind: str
    title: str
    slug: str
    roadmap: str  # its title
    roadmap_slug: str
    accent: str


_OF_CONCEPTS = """
WITH naming AS (  -- topics that teach it before those that mention it
    SELECT concept_id AS of, id AS topic_id, roadmap_id, 0 AS far
    FROM curriculum_topic
    WHERE concept_id = ANY (%(keys)s) AND retired_in_id IS NULL
    UNION ALL
    SELECT about.concept_id, topic.id, topic.roadmap_id, 1
    FROM curriculum_topic_about AS about
    JOIN curriculum_topic AS topic ON topic.id = about.topic_id
    WHERE about.concept_id = ANY (%(keys)s) AND topic.retired_in_id IS NULL
),
places AS (
    SELECT DISTINCT ON (of, roadmap_id) of, topic_id, NULL::bigint AS phase_id, roadmap_id, far
    FROM naming
    ORDER BY of, roadmap_id, far, topic_id
),
"""
_OF_RESOURCES = """
WITH places AS (  -- of a roadmap's, the nearest to what is ticked
    SELECT DISTINCT ON (resource_id, roadmap_id)
        resource_id AS of, topic_id, phase_id, roadmap_id,
        CASE WHEN topic_id IS NOT NULL THEN 0 WHEN phase_id IS NOT NULL THEN 1 ELSE 2 END AS far
    FROM curriculum_reference
    WHERE resource_id = ANY (%(keys)s)
    ORDER BY resource_id, roadmap_id, topic_id NULLS LAST, phase_id NULLS LAST
),
"""
_FIRST = """
ranked AS (
    SELECT
        places.*, roadmap.title AS line, roadmap.slug AS line_slug, roadmap.accent,
        row_number() OVER (PARTITION BY of ORDER BY far, roadmap.position, roadmap.id) AS place
    FROM places
    JOIN curriculum_roadmap AS roadmap ON roadmap.id = places.roadmap_id
    WHERE roadmap.retired_in_id IS NULL AND (roadmap.status = 'published' OR %(drafts)s)
)
SELECT
    of,
    CASE WHEN topic.id IS NOT NULL THEN 'topic' WHEN phase.id IS NOT NULL THEN 'phase' ELSE 'roadmap' END,
    COALESCE(topic.title, phase.title, ''), COALESCE(topic.slug, phase.slug, line_slug),
    line, line_slug, accent
FROM ranked
LEFT JOIN curriculum_topic AS topic ON topic.id = ranked.topic_id
LEFT JOIN curriculum_phase AS phase ON phase.id = ranked.phase_id
WHERE place <= %(shown)s
ORDER BY of, place
"""


def places_of_concepts(concepts: Sequence[int], *, drafts: bool) -> dict[int, list[Place]]:
    """Return by concept (primary keys) the first topics on it, one a roadmap, teaching before mentioning."""
    return _places(_OF_CONCEPTS + _FIRST, concepts, drafts)


def places_of_resources(resources: Sequence[int], *, drafts: bool) -> dict[int, list[Place]]:
    """Return by resource (primary keys) what names it first, one place a roadmap."""
    return _places(_OF_RESOURCES + _FIRST, resources, drafts)


def _places(sql: str, keys: Sequence[int], drafts: bool) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"keys": list(keys), "drafts": drafts, "shown": SHOWN})
        for of, *place in cursor.fetchall():
            found[of].append(Place(*place))
    return found
