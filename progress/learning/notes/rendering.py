"""Learners' Markdown to safe HTML: the editors' renderer, a little kinder to what people type."""

import re
from functools import lru_cache
from xml.etree import ElementTree

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from markdown import Markdown
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.inlinepatterns import InlineProcessor

from curriculum.content.code_spans import without_fences
from curriculum.content.links import web_address_problem
from curriculum.content.markdown import Renderer
from curriculum.content.prose_rules import ITEM

TOP = 3  # level of the highest headings: those of the page stand above
BARE = r"(?<![\w/\"'(<=])https?://[^\s<>\"'`\\]{1,500}"
ENDS = ".,;:!?)]*_"  # what follows an address and is no part of it


@lru_cache(maxsize=256)
def rendered(text: str) -> SafeString:
    """Return it as HTML; what can't be read as Markdown in reasonable time is shown as it was typed."""
    html, _ = _Notebook(_no_picture).prose("note", _with_lists_apart(text), top=TOP)
    if html or not text.strip():
        return SafeString(html)  # sanitised by the renderer
    return format_html('<p class="as-typed">{}</p>', text)


class _Notebook(Renderer):
    """Line breaks stay, addresses are links, and pictures, which would be fetched from elsewhere, are not."""

    def _for_prose(self) -> Markdown:
        md = super()._for_prose()
        Nl2BrExtension().extendMarkdown(md)
        md.inlinePatterns.deregister("picture")
        md.inlinePatterns.register(_BareAddresses(BARE, md), "bare address", 115)
        return md


class _BareAddresses(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]
        self, match: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        address = match[0].rstrip(ENDS)
        if web_address_problem(address):
            return None, None, None
        link = ElementTree.Element("a", {"href": address, "rel": "external noopener"})
        link.text = escape(address)
        return link, match.start(), match.start() + len(address)


def _no_picture(written: str) -> str:
    raise ValueError(f"the picture `{written}`", "link to it")


def _with_lists_apart(text: str) -> str:
    """Put an empty line before a list that follows a paragraph, as most people expect it to be read."""
    lines: list[str] = []
    in_list, before = False, ""
    typed = text.split("\n")
    for line, seen in zip(typed, without_fences(text), strict=True):
        item = bool(ITEM.match(seen))
        if item and not in_list and before.strip():
            lines.append("")
        in_list = item or (in_list and bool(seen.strip()))
        before = seen
        lines.append(line)
    return "\n".join(lines)
