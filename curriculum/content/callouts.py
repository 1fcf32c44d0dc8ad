"""Callouts and pattern cards: `> [!TIP] Title`, as on GitHub, with a title where one is wanted."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor

KINDS = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "pattern": "",  # always has a title of its own
}
MARKER = re.compile(r"(?:^|\n) {0,3}> ?\[!([^\]\n]{1,40})\][ \t]*([^\n]*)")
BOLD_LINE = re.compile(r"\*\*([^*\n]+)\*\*")

Report = Callable[[str, str, str], None]  # what to look for in the text, message, suggestion


class Callouts(BlockProcessor):
    """Make asides of quotes that begin with a marker; neighbouring patterns share a frame."""

    def __init__(self, md: Markdown, report: Report) -> None:
        super().__init__(md.parser)
        self.report = report

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return bool(MARKER.search(block))

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> bool | None:
        match = MARKER.search(blocks[0])
        if match is None:
            return False
        block = blocks.pop(0)
        if before := block[: match.start()].strip("\n"):
            self.parser.parseBlocks(parent, [before])
        body, rest = _quoted(block[match.end() :])
        if rest:
            blocks.insert(0, rest)
        self._add(parent, match, body)
        return None

    def _add(self, parent: ElementTree.Element, match: re.Match[str], body: str) -> None:
        name, title = match[1], match[2].strip()
        kind = name.lower()
        if kind not in KINDS:
            known = ", ".join(f"[!{kind.upper()}]" for kind in KINDS)
            self.report(f"[!{name}]", f"the callout `[!{name}]` isn't known", f"write one of {known}")
            kind = "note"
        if not title:
            title, body = _title_of_its_own(body)
        if not title and kind == "pattern":
            self.report(f"[!{name}]", "a pattern card has no title", "write `> [!PATTERN] Its title`")
        if not body.strip():
            self.report(f"[!{name}]", "a callout has no text", "write it on the next line, after `> `")
        self._aside(parent, kind, title or KINDS[kind], body)

    def _aside(self, parent: ElementTree.Element, kind: str, title: str, body: str) -> None:
        place = _frame(parent) if kind == "pattern" else parent
        aside = ElementTree.SubElement(place, "aside", {"class": "notice", "role": "note", "data-kind": kind})
        ElementTree.SubElement(aside, "strong").text = title
        self.parser.parseChunk(aside, body)


def _quoted(text: str) -> tuple[str, str]:
    """Part the rest of a block into the lines of this quote, without their marks, and what follows it."""
    lines = text.removeprefix("\n").split("\n")
    end = next((number for number, line in enumerate(lines) if not _is_more(line)), len(lines))
    body = [re.sub(r"^ {0,3}> ?", "", line) for line in lines[:end]]
    return "\n".join(body), "\n".join(lines[end:]).strip("\n")


def _is_more(line: str) -> bool:
    return re.match(r" {0,3}>", line) is not None and not MARKER.match(line)


def _title_of_its_own(body: str) -> tuple[str, str]:
    """Take a first paragraph that is all bold for the title."""
    first, _, rest = body.partition("\n")
    match = BOLD_LINE.fullmatch(first.strip())
    return (match[1], rest) if match and (not rest or rest.startswith("\n")) else ("", body)


def _frame(parent: ElementTree.Element) -> ElementTree.Element:
    if len(parent) and parent[-1].get("class") == "patterns":
        return parent[-1]
    return ElementTree.SubElement(parent, "div", {"class": "patterns"})
