"""No id is lost, and none is used again."""

from collections.abc import Callable, Sequence

from curriculum.content.errors import ContentError, Position
from curriculum.loading.difference import Wanted
from curriculum.loading.stored import Stored

Where = Callable[[str], Position]  # of a qualified id


class BrokenIdentity(Exception):
    """Ids that were there are neither there, nor carried on, nor retired; or they mean something else now."""

    def __init__(self, errors: Sequence[ContentError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


def anywhere(id: str) -> Position:
    """Stand in for the files of a catalogue that was made by hand."""
    return Position("content")


def broken_identities(wanted: Wanted, stored: Stored, where: Where, *, returning: bool) -> list[ContentError]:
    return []
