"""What is wrong with the content: where, what, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz, process


class Position(NamedTuple):
    """A place in a file; lines and columns count from 1, paths begin with the content folder's name."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class ContentError:
    """One mistake of an editor's. Errors sort by where they are."""

    file: str
    line: int
    column: int
    message: str
    suggestion: str = ""

    @classmethod
    def at(cls, position: Position, message: str, suggestion: str = "") -> "ContentError":
        return cls(*position, message, suggestion)

    @property
    def position(self) -> Position:
        return Position(self.file, self.line, self.column)

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}:{self.column}: {self.message}"
        return f"{text} ({self.suggestion})" if self.suggestion else text


def closest(word: str, choices: Iterable[str]) -> str:
    """Return the choice that `word` was probably meant to be, or an empty string.

    Letter by letter first (`rst` for `rest`), then by what they have in common (`sql-basics` for `sql`).
    """
    known, word = sorted(choices), word[:100]
    match = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=60)
    match = match or process.extractOne(word, known, scorer=fuzz.WRatio, score_cutoff=80)
    return match[0] if match else ""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return "did you mean `x`?", or an empty string when nothing is near."""
    choice = closest(word, choices)
    return f"did you mean `{choice}`?" if choice else ""


def shown(value: object, limit: int = 60) -> str:
    """Return `value` between backticks, on one line, shortened to `limit` characters."""
    text = str(value).encode("utf-8", "backslashreplace").decode()
    text = " ".join(text.split()) or str(value).strip("\n")
    return f"`{text[: limit - 1]}…`" if len(text) > limit else f"`{text}`"
