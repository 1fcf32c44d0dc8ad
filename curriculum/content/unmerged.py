"""What git leaves in a file where it could not merge."""

from collections.abc import Iterable, Iterator

MARK = "<<<<<<< "
MESSAGE = "git could not merge this, and left both versions"
ADVICE = "keep one, and take git's marks out"


def marks(lines: Iterable[str]) -> Iterator[int]:
    """Yield the lines, from 0, with which such a place begins."""
    return (number for number, line in enumerate(lines) if line.startswith(MARK))
