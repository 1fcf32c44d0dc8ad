"""What Markdown would take silently for something else than its writer meant, line by line."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from curriculum.content import unmerged
from curriculum.content.code_spans import blank_spans, fenced, without_fences
from curriculum.content.errors import ContentError, Position, shown

MAX_ERRORS = 100
MAX_PROSE = 32 * 1024
MAX_LINE = 8_000
MAX_BLOCK = 16_000
MAX_NESTING = 20
MAX_BREAKS = 50
BREAK = re.compile(
    r"[\s>]*+(?:[-*_]\s*+){3,}+$|(?:[\s>]|(?:[-*+]|[0-9]{1,9}[.)])(?=\s))*+(?:#|\[!)",
)
MARKERS = re.compile(r"(?:[ ]*(?:>|[-*+](?=[ ])|[0-9]{1,9}[.)](?=[ ])))*[ ]*")
REFERENCE = re.compile(r" {0,3}\[[^\]]{1,200}\]:\s*\S")
ITEM = re.compile(r"( *)(?:[-*+]|[0-9]{1,9}[.)]) +\S")
HEADING = re.compile(r"(#{1,6})[^#]")
BAR = re.compile(r"(?<!\\)\|")
Found = Iterator[tuple[int, str, str]]  # line from 0, message, suggestion


def unreadable(file: str, text: str) -> list[ContentError]:
    """Return why the text isn't even tried: its size and its nesting bound the time that it takes."""
    if len(text) > MAX_PROSE:
        message = f"the text has {len(text):,} characters, {MAX_PROSE:,} are the most"
        return [ContentError.at(Position(file), message, "shorten it, or part it among phases")]
    lines = text.split("\n")
    found = [*_unclosed(lines), *_endless(lines)]
    if not found:
        visible = without_fences(text)
        found = [*_crowded(visible), *_nested(visible)]
    return _errors(file, found)


def _errors(file: str, found: Iterable[tuple[int, str, str]]) -> list[ContentError]:
    return [
        ContentError.at(Position(file, number + 1), message, suggestion)
        for number, message, suggestion in islice(found, MAX_ERRORS)
    ]


def _unclosed(lines: list[str]) -> Found:
    unclosed = fenced(lines)[1]
    if unclosed is not None:
        message = f"the code that begins with {shown(lines[unclosed].strip())} never ends"
        yield unclosed, message, "close it with the same marks"


def _endless(lines: list[str]) -> Found:
    for number, line in enumerate(lines):
        if len(line) > MAX_LINE:
            yield number, f"a line of {len(line):,} characters, {MAX_LINE:,} are the most", "break it"


def _nested(lines: list[str]) -> Found:
    for number, line in enumerate(lines):
        if _depth(line) > MAX_NESTING:
            yield number, f"nested more than {MAX_NESTING} levels deep", "make it simpler"


def _crowded(lines: list[str]) -> Found:
    """Find blocks that are too long, or have too many breaks: Python-Markdown copies the rest at each."""
    breaks = length = 0
    for number, line in enumerate(lines):
        if not line.strip():
            breaks = length = 0
            continue
        breaks += BREAK.match(line) is not None
        length += len(line)
        if breaks == MAX_BREAKS + 1:
            message = f"more than {MAX_BREAKS} headings, rules or callouts without an empty line between them"
            yield number, message, "leave empty lines around them"
        if length - len(line) <= MAX_BLOCK < length:
            yield number, f"more than {MAX_BLOCK:,} characters without an empty line", "leave one here"


def _depth(line: str) -> int:
    match = MARKERS.match(line.expandtabs(4))
    prefix = match[0] if match else ""
    return prefix.count(" ") // 4 + len(re.findall(r"[>+*-]|[0-9]+[.)]", prefix))


def misleading(file: str, text: str) -> list[ContentError]:
    """Return what would quietly be taken for something else than it looks like."""
    lines = without_fences(text)
    rules = (_unmerged, _references, _loose_lists, _steep_headings, _uneven_rows)
    return _errors(file, chain.from_iterable(rule(lines) for rule in rules))


def _unmerged(lines: list[str]) -> Found:
    for number in unmerged.marks(lines):
        yield number, unmerged.MESSAGE, unmerged.ADVICE


def _references(lines: list[str]) -> Found:
    for number, line in enumerate(lines):
        if REFERENCE.match(line):
            message = f"a reference, {shown(line.strip())}, isn't read here"
            yield number, message, "write the address where the link is, [text](https://…)"


def _loose_lists(lines: list[str]) -> Found:
    in_list, before = False, ""
    for number, line in enumerate(lines):
        quoted = re.sub(r"^( {0,3}> ?)+", "", line)
        if match := ITEM.match(quoted):
            if before and not in_list:
                yield number, "a list begins right after a paragraph", "leave an empty line before it"
            elif len(match[1]) % 4 > 1:
                yield (
                    number,
                    f"an item of a list is indented by {len(match[1])} spaces",
                    "indent by four a level",
                )
            in_list = True
        elif not quoted.strip():
            in_list = False
        before = "" if re.match(r"#{1,6}|\[!", quoted) else quoted.strip()


def _steep_headings(lines: list[str]) -> Found:
    before = 0
    headings = ((number, HEADING.match(line)) for number, line in enumerate(lines))
    for number, level in [(number, len(match[1])) for number, match in headings if match]:
        if before and level > before + 1:
            message = f"a heading of level {level} follows one of level {before}"
            yield number, message, f"write {'#' * (before + 1)} here"
        before = level


def _uneven_rows(lines: list[str]) -> Found:
    """Find the rows of tables that have more or fewer cells than their header: the rest would be lost."""
    columns, before = 0, ""
    for number, line in enumerate(lines):
        row = re.sub(r"^( {0,3}> ?)+", "", line).strip()
        if not row:
            columns = 0
        elif before and not columns and _is_rule(row):
            columns = _cells(before)
        if columns and _cells(row) != columns:
            message = f"a row of a table has {_count(_cells(row))}, its header has {columns}"
            yield number, message, r"write a bar inside a cell as \|"
        before = row


def _is_rule(row: str) -> bool:
    """Tell whether this is the line between a table's header and its rows."""
    return set(row) <= set("|:- ") and "|" in row and "-" in row


def _count(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"


def _cells(row: str) -> int:
    return len(BAR.split(re.sub(r"(?<!\\)\|$", "", blank_spans(row).removeprefix("|"))))
