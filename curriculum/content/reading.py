"""Files to a checked Catalog, or to every mistake in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from curriculum.catalog import Catalog
from curriculum.content.catalog_builder import build_catalog
from curriculum.content.documents import read_documents, report_strays
from curriculum.content.errors import ContentError, Position
from curriculum.content.identity import namespaces
from curriculum.content.identity_rules import check_identity
from curriculum.content.reference_rules import check_references
from curriculum.content.review_rules import check_reviews
from curriculum.content.shelf import fill_shelf


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading the files: a catalogue, or errors, sorted.

    `positions` has where each id stands, retired ones too. Ids are qualified: "boring-backend/sql",
    "roadmaps/boring-backend", "concepts/redis", "resources/docs".
    """

    catalog: Catalog | None
    errors: tuple[ContentError, ...]
    positions: Mapping[str, Position]
    source_digest: str


def read_catalog(content_dir: Path, *, at: datetime) -> Reading:
    """Read the content folder as of `at`. Whatever is in it, only the operating system raises anything."""
    documents = read_documents(content_dir)
    shelf = fill_shelf(documents)
    spaces = namespaces(shelf)
    found = [
        *check_identity(shelf, spaces),
        *check_references(shelf, spaces),
        *check_reviews(shelf, at),
    ]
    catalog, more = build_catalog(shelf, spaces, documents)
    if shelf.roadmaps:  # else it isn't the content's folder
        report_strays(documents)
    errors = tuple(sorted({*documents.errors, *found, *more}))
    positions: dict[str, Position] = {}
    for space in spaces.values():
        positions |= {f"{space.name}/{gone.id}": gone.at for gone in space.gone}
        positions |= {f"{space.name}/{entry.id}": entry.at for entry in space.present.values()}
    return Reading(None if errors else catalog, errors, positions, documents.digest)
