"""Code, links, pictures and what looks like HTML, each found by an expression of bounded length.

Python-Markdown's own take time that grows with the square of hostile text. Reference links and
automatic mail links aren't part of the format.
"""

import re
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString, code_escape

from curriculum.content.links import is_external, link_problem

Report = Callable[[str, str, str], None]
Found = tuple[ElementTree.Element | None, int, int]

TEXT = r"\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){0,500})\]"
ADDRESS = r"(?:<([^<>\n]{0,1000})>|((?:[^\s()<>]|\([^\s()<>]{0,200}\)){0,1000}))"
HREF = rf"\([ ]{{0,4}}{ADDRESS}(?:\s{{1,4}}\"[^\"\n]{{0,300}}\")?[ ]{{0,4}}\)"
LINK = rf"(?<!!){TEXT}{HREF}"
PICTURE = rf"!{TEXT}{HREF}"
CODE = r"(?<![\\`])(`{1,8})(?!`)(.{1,2000}?)(?<!`)\1(?!`)"
AUTOLINK = r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,1000})>"
HTML = r"</?[A-Za-z][^<>]{0,1000}>|<!--|<\?|<!\[CDATA\["


class Code(InlineProcessor):
    def __init__(self) -> None:
        super().__init__(CODE)

    def handleMatch(self, match: re.Match[str], data: str) -> Found:  # type: ignore[override]
        code = ElementTree.Element("code")
        code.text = AtomicString(code_escape(match[2].strip()))
        return code, match.start(), match.end()


class Links(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown, report: Report) -> None:
        super().__init__(LINK, md)
        self.report = report

    def handleMatch(self, match: re.Match[str], data: str) -> Found:  # type: ignore[override]
        written = _written(self, match)
        link = _link(written, f"({written}", self.report)
        link.text = match[1]
        if not match[1].strip():
            self.report(f"({written}", "a link has no text", "write what it leads to between the brackets")
        return link, match.start(), match.end()


class Autolinks(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown, report: Report) -> None:
        super().__init__(AUTOLINK, md)
        self.report = report

    def handleMatch(self, match: re.Match[str], data: str) -> Found:  # type: ignore[override]
        link = _link(match[1], match[1], self.report)
        link.text = match[1]
        return link, match.start(), match.end()


def _written(processor: InlineProcessor, match: re.Match[str]) -> str:
    """Return the address between the round or pointed brackets."""
    return _plain(processor.unescape(match[2] if match[2] is not None else match[3]))


def _plain(text: str) -> str:
    """Put the characters back that a backslash protected."""
    return re.sub("\x02([0-9]+)\x03", lambda code: chr(int(code[1])), text)


def _link(written: str, needle: str, report: Report) -> ElementTree.Element:
    """Return the element for a link, without an address if that isn't allowed."""
    href = unescape(written)  # as a browser reads it
    link = ElementTree.Element("a")
    if problem := link_problem(href):
        report(needle, f"the link `{written}` {problem}", "link to https://…, to /… on this site, or to #…")
        return link
    link.set("href", href)
    if is_external(href):
        link.set("rel", "external noopener")
    return link


class Pictures(InlineProcessor):
    """Pictures come from the roadmap's own assets, with a text in their place."""

    def __init__(self, md: Markdown, report: Report, address: Callable[[str], str]) -> None:
        super().__init__(PICTURE, md)
        self.report = report
        self.address = address

    def handleMatch(self, match: re.Match[str], data: str) -> Found:  # type: ignore[override]
        written = _written(self, match)
        text = _plain(self.unescape(match[1])).strip()
        address = self.address(written)
        if not text:
            self.report(
                f"({written}", f"the picture `{written}` has no alternative text", "say what it shows"
            )
        attributes = {"src": address, "alt": text, "loading": "lazy"}
        return ElementTree.Element("img", attributes), match.start(), match.end()


class Html(InlineProcessor):
    """HTML isn't part of the format. It is shown as what it is."""

    def __init__(self, md: Markdown, report: Report) -> None:
        super().__init__(HTML, md)
        self.report = report

    def handleMatch(self, match: re.Match[str], data: str) -> Found:  # type: ignore[override]
        written = match[0]
        self.report(
            written, f"HTML, `{written}`, isn't allowed", "write Markdown, or put code into backticks"
        )
        span = ElementTree.Element("span")  # its text is escaped, and never read as Markdown
        span.text = AtomicString(written)
        return span, match.start(), match.end()
