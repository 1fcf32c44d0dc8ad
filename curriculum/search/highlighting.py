"""What was asked for, marked in a text, and the stretch of a longer text where it stands. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from unicodedata import normalize

from django.utils.html import escape
from django.utils.safestring import SafeString

from curriculum.search.questions import SHORT
from curriculum.search.words import words_of

LONG = 170  # characters of an excerpt
BEFORE = 50  # of them that stand before the first word that fits
STEM = 4  # letters that two forms of a word share at least
ENDINGS = {"", "e", "ed", "es", "ies", "ing", "ion", "ions", "s", "y"}

_TOKEN = re.compile(r"[^\W_]+(?:\+\+|#)?")


def marked(text: str, words: Sequence[str]) -> SafeString:
    """Return `text`, escaped, with the words that fit in `<mark>`."""
    text = normalize("NFC", text)
    pieces, end = [], 0
    for start, stop in _fitting(text, words):
        pieces += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return SafeString("".join([*pieces, escape(text[end:])]))


def excerpt(body: str, words: Sequence[str]) -> SafeString:
    """Return the first stretch of `body` that has one of `words`, marked, else how it begins."""
    lines = [normalize("NFC", line) for line in body.split("\n")]
    for line in lines:
        at = next(_fitting(line, words), None) if _may_fit(line, words) else None
        if at is not None:
            return marked(_around(line, at[0]), words)
    return SafeString(escape(_around(lines[0], 0)))


def _fitting(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    for token in _TOKEN.finditer(text):
        if any(_fits(one, word, word == words[-1]) for one in words_of(token[0]) for word in words):
            yield token.span()


def _fits(token: str, word: str, last: bool) -> bool:
    """Tell whether the index would take one for the other: it begins so, or is another form of the word."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(token, word, strict=False)))
    if shared == len(word):
        return last or len(word) >= SHORT or token == word
    if shared < STEM:
        return False
    return shared >= min(len(token), len(word)) - 1 or {token[shared:], word[shared:]} <= ENDINGS


def _may_fit(line: str, words: Sequence[str]) -> bool:
    """Spare most lines of a long text a closer look."""
    text = " ".join(words_of(line))
    return any(word[:STEM] in text for word in words)


def _around(line: str, at: int) -> str:
    if len(line) <= LONG:
        return line
    start = line.rfind(" ", 0, at - BEFORE) + 1 if at > LONG - BEFORE else 0
    end = start + LONG
    if end < len(line):
        end = max(line.rfind(" ", start, end), at + 1)
    return f"{'… ' if start else ''}{line[start:end].strip()}{' …' if end < len(line) else ''}"
