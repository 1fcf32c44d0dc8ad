"""The editors' files, read: `read_catalog` is the way in."""

from curriculum.content.documents import source_digest
from curriculum.content.errors import ContentError, Position
from curriculum.content.reading import Reading, read_catalog

__all__ = ["ContentError", "Position", "Reading", "read_catalog", "source_digest"]
