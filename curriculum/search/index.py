"""Keeping the index what the catalogue says: only entries that differ are written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import connection

from curriculum.loading.difference import Wanted
from curriculum.models import SearchEntry
from curriculum.search.configurations import known_configurations, stop_words
from curriculum.search.entries import Entry, address_of, body_of, entries_of
from curriculum.search.words import words_of

BATCH = 2000

_WRITE = """
INSERT INTO curriculum_searchentry (
    kind, row, roadmap_id, phase_id, title, name, body, address, published, configuration, digest,
    titles, vector
)
SELECT
    kind, row, roadmap_id, phase_id, title, name, body, address, published, configuration, digest,
    in_title, setweight(in_title, 'A') || setweight(in_body, 'B')
FROM unnest(
    %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[],
    %s::boolean[], %s::text[], %s::text[], %s::text[], %s::text[]
) AS entry (
    kind, row, roadmap_id, phase_id, title, name, body, address, published, configuration, digest,
    plain, words
),
LATERAL (
    SELECT
        to_tsvector('simple', name) || to_tsvector(configuration::regconfig, name) AS in_title,
        to_tsvector('simple', plain) || to_tsvector(configuration::regconfig, words) AS in_body
) AS text
ON CONFLICT (kind, row) DO UPDATE SET
    roadmap_id = excluded.roadmap_id, phase_id = excluded.phase_id, title = excluded.title,
    name = excluded.name, body = excluded.body, address = excluded.address, published = excluded.published,
    configuration = excluded.configuration, digest = excluded.digest, titles = excluded.titles,
    vector = excluded.vector
"""


def write_index(wanted: Wanted, keys: Mapping[str, int]) -> None:
    """Bring the index in step with `wanted`, whose rows have the primary keys `keys` by id."""
    stored = {
        (kind, row): (pk, digest)
        for pk, kind, row, digest in SearchEntry.objects.values_list("pk", "kind", "row", "digest")
    }
    changed = []
    for entry in entries_of(wanted, known_configurations()):
        _, digest = stored.pop((entry.item.kind, keys[entry.id]), (0, ""))
        if digest != entry.digest:
            changed.append(entry)
    if stored:
        SearchEntry.objects.filter(pk__in=[pk for pk, _ in stored.values()]).delete()
    for start in range(0, len(changed), BATCH):
        _write(changed[start : start + BATCH], wanted, keys)
    if changed:
        tidy()


def _write(entries: Sequence[Entry], wanted: Wanted, keys: Mapping[str, int]) -> None:
    bodies = [body_of(wanted.parts[entry.id]) for entry in entries]
    words = [words_of(body) for body in bodies]
    columns = (
        [entry.item.kind for entry in entries],
        [keys[entry.id] for entry in entries],
        [_roadmap(entry, keys) for entry in entries],
        [_phase(entry, keys) for entry in entries],
        [entry.item.title for entry in entries],
        [" ".join(words_of(entry.item.title)) for entry in entries],
        bodies,
        [address_of(wanted.parts[entry.id]) for entry in entries],
        [entry.published for entry in entries],
        [entry.configuration for entry in entries],
        [entry.digest for entry in entries],
        _without_stop_words(entries, words),
        [" ".join(found) for found in words],
    )
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, columns)


def tidy() -> None:
    """Put into the indexes at once what PostgreSQL would leave beside them until it has time."""
    with connection.cursor() as cursor:
        for index in SearchEntry._meta.indexes:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index.name])


def _roadmap(entry: Entry, keys: Mapping[str, int]) -> int | None:
    item = entry.item
    return keys[item.id] if item.kind == "roadmap" else keys.get(f"roadmaps/{item.roadmap}")


def _phase(entry: Entry, keys: Mapping[str, int]) -> int | None:
    item = entry.item
    return keys[item.id] if item.kind == "phase" else keys.get(f"{item.roadmap}/{item.phase}")


def _without_stop_words(entries: Sequence[Entry], words: Sequence[list[str]]) -> list[str]:
    """Return the words as they begin while somebody types, but for those that every text has."""
    used: dict[str, set[str]] = defaultdict(set)
    for entry, found in zip(entries, words, strict=True):
        used[entry.configuration].update(found)
    passed_over = {name: stop_words(name, known) for name, known in used.items()}
    return [
        " ".join(word for word in found if word not in passed_over[entry.configuration])
        for entry, found in zip(entries, words, strict=True)
    ]
