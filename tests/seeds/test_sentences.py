"""The facts of the sources are here, their sentences are not: those were written anew.

`source_phrases.txt` has a hash for every eight consecutive words of a sentence in a source, and none for its
titles, tables and lists of names, which are facts. The words are casefolded and stripped of punctuation; a
hash is the first 12 hexadecimal digits of the SHA-256 of the words joined by spaces. The sources themselves
aren't kept here.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).parents[2] / "content"
PHRASES = set((Path(__file__).parent / "source_phrases.txt").read_text().split())
LENGTH = 8


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", text.casefold()))


def phrases(text: str) -> Iterator[str]:
    row = words(text)
    return (" ".join(row[start : start + LENGTH]) for start in range(len(row) - LENGTH + 1))


def is_from_a_source(phrase: str) -> bool:
    return hashlib.sha256(phrase.encode()).hexdigest()[:12] in PHRASES


def texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from texts(value)


def written() -> Iterator[tuple[str, str]]:
    for path in sorted((CONTENT / "roadmaps").rglob("*.md")):
        yield path.name, path.read_text()
    for path in [*CONTENT.glob("*.yaml"), *sorted((CONTENT / "roadmaps").rglob("*.yaml"))]:
        for text in texts(yaml.safe_load(path.read_text())):
            yield str(path.relative_to(CONTENT)), text


def test_no_sentence_of_a_source_stands_in_the_content():
    copied = [
        (where, phrase) for where, text in written() for phrase in phrases(text) if is_from_a_source(phrase)
    ]

    assert copied == []


def test_a_sentence_of_a_source_would_be_noticed():
    text = "One should learn to profile slow queries with `EXPLAIN ANALYZE` before anything else."

    assert any(is_from_a_source(phrase) for phrase in phrases(text))
