"""What somebody typed, as words to ask the index for. Pure; nothing that can be typed fails."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from curriculum.search.words import words_of

LONGEST = 200  # characters that are looked at
MOST = 8  # words
SHORT = 3  # letters below which the beginning of a word is looked for in titles only

_CONTROL = dict.fromkeys([*range(32), 127], " ")


@dataclass(frozen=True, slots=True)
class Question:
    """`typed` is what is shown again; all of `words` are asked for, the last by its beginning too."""

    typed: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> Self:
        typed = " ".join(typed[:LONGEST].translate(_CONTROL).split())
        return cls(typed, tuple(words_of(typed)[:MOST]))

    def __bool__(self) -> bool:
        return bool(self.words)


def sql_query(
    words: Sequence[str], configurations: Sequence[str], *, begins: bool = True, any_of: bool = False
) -> tuple[str, list[str]]:
    """Return an SQL expression of type tsquery for all of `words`, or `any_of` them, and its parameters.

    Each of `configurations` stems the words in its own way; the last word may also be how one `begins`.
    """
    found = [_in_one(words, name, begins, "|" if any_of else "&") for name in configurations]
    return f"({' || '.join(part for part, _ in found)})", [value for _, values in found for value in values]


def _in_one(words: Sequence[str], configuration: str, begins: bool, joint: str) -> tuple[str, list[str]]:
    *whole, last = words
    ending = "(to_tsquery(%s, %s) || to_tsquery('simple', %s))"
    values = [configuration, f"'{last}'", f"'{last}':*" if begins else f"'{last}'"]
    if not whole:
        return ending, values
    head = joint.join(f"'{word}'" for word in whole)
    return f"(to_tsquery(%s, %s) {2 * joint} {ending})", [configuration, head, *values]
