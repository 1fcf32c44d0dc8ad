"""One question put to the index: exact titles first, then how they begin, then their words, then the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from curriculum.search.questions import SHORT, sql_query

EXACT, BEGINS, TITLE, TEXT = range(4)  # how well an entry fits


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits, and where it stands; `total` counts all of its kind that fit."""

    kind: str
    row: int
    fit: int
    total: int
    title: str
    body: str
    address: str
    roadmap: str  # its title, like what follows empty in the library
    roadmap_slug: str
    accent: str
    phase: str
    sort: str  # of a resource: docs, book and so on


_FIND = """
WITH asked AS MATERIALIZED (
    SELECT {query} AS query, {title_query} AS title_query, %s::text AS name
),
fits AS (
    SELECT
        entry.id,
        entry.kind,
        CASE
            WHEN entry.name = asked.name THEN 0
            WHEN starts_with(entry.name, asked.name) THEN 1
            WHEN entry.titles @@ asked.title_query THEN 2
            ELSE 3
        END AS fit,
        ts_rank(entry.vector, asked.query, 1) AS rank  -- 1: a short text before a long one
    FROM asked
    JOIN curriculum_searchentry AS entry ON {fits}
    WHERE {visible}
),
placed AS (
    SELECT
        id,
        fit,
        row_number() OVER (PARTITION BY kind ORDER BY fit, rank DESC, id) AS place,
        count(*) OVER (PARTITION BY kind) AS total
    FROM fits
)
SELECT
    entry.kind, entry.row, placed.fit, placed.total, entry.title, entry.body, entry.address,
    COALESCE(roadmap.title, ''), COALESCE(roadmap.slug, ''), COALESCE(roadmap.accent, ''),
    COALESCE(phase.title, ''), COALESCE(resource.kind, '')
FROM placed
JOIN curriculum_searchentry AS entry USING (id)
LEFT JOIN curriculum_roadmap AS roadmap ON roadmap.id = entry.roadmap_id
LEFT JOIN curriculum_phase AS phase ON phase.id = entry.phase_id
LEFT JOIN curriculum_resource AS resource ON entry.kind = 'resource' AND resource.id = entry.row
WHERE {places}
ORDER BY entry.kind, placed.place
"""

_PLACES_OF_ONE = (
    "CASE entry.kind WHEN %s THEN placed.place > %s AND placed.place <= %s ELSE placed.place = 1 END"
)
_FITS = "entry.vector @@ asked.query"
_FITS_SHORT = f"({_FITS} OR entry.titles @@ asked.title_query)"  # much begins with a letter or two


def find(
    words: Sequence[str],
    configurations: Sequence[str],
    *,
    drafts: bool,
    kind: str = "",
    first: int = 0,
    count: int,
    any_of: bool = False,
) -> list[Hit]:
    """Return of each kind `count` hits, the best before the others.

    With a `kind` return of that one as many after the `first`, and of the others the best, for its `total`.
    """
    short = len(words[-1]) < SHORT
    query, values = sql_query(words, configurations, any_of=any_of, begins=not short)
    title_query, title_values = sql_query(words, configurations, any_of=any_of)
    sql = _FIND.format(
        query=query,
        title_query=title_query,
        fits=_FITS_SHORT if short else _FITS,
        visible="TRUE" if drafts else "entry.published",
        places=_PLACES_OF_ONE if kind else "placed.place <= %s",
    )
    places: list[Any] = [kind, first, first + count] if kind else [count]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *title_values, " ".join(words), *places])
        return [Hit(*row) for row in cursor.fetchall()]
