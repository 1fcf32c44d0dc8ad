"""Editors' Markdown to safe HTML, with the line of whatever is wrong in it."""

import re
from collections.abc import Callable
from html import escape

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.tables import TableExtension
from markdown.util import Registry

from curriculum.content import inline_syntax
from curriculum.content.block_syntax import Shape
from curriculum.content.callouts import Callouts
from curriculum.content.code_spans import FencedCode, without_code
from curriculum.content.errors import ContentError, Position
from curriculum.content.prose_rules import MAX_ERRORS, misleading, unreadable
from curriculum.content.sanitise import CLEAN_BLOCKS, CLEAN_INLINE

PLAIN = re.compile(r"[^\\`*_\[\]<>&\n\x02\x03]*")
REPLACED = (
    "backtick",
    "reference",
    "link",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "html",
)

Address = Callable[[str], str]


class Renderer:
    """Renders one roadmap's Markdown. `picture` returns a picture's address, or raises ValueError."""

    def __init__(self, picture: Address) -> None:
        self.picture = picture
        self.found: list[tuple[str, str, str]] = []
        self.shape = Shape()
        self.blocks = self._for_prose()
        self.inline = self._for_lines()

    def prose(self, file: str, text: str, top: int = 2) -> tuple[str, list[ContentError]]:
        """Return a document as HTML whose highest headings are `<h{top}>`, and what is wrong in it."""
        text = text.replace("\r\n", "\n")
        if errors := unreadable(file, text):
            return "", errors
        self.found = []
        self.shape.top = top
        try:
            html = self.blocks.reset().convert(text)
        except RecursionError:
            return "", [ContentError.at(Position(file), "the text is nested too deeply", "make it simpler")]
        return CLEAN_BLOCKS.clean(html), misleading(file, text) + self._located(file, text)

    def line(self, position: Position, text: str) -> tuple[str, list[ContentError]]:
        """Return a paragraph as HTML without a tag around it, and what is wrong in it."""
        if PLAIN.fullmatch(text):
            return escape(text, quote=False), []
        if re.search(r"\n[ ]*\n", text):
            message = "an empty line parts the text, which may have one paragraph"
            return "", [ContentError.at(position, message, "write longer prose in a .md file")]
        self.found = []
        try:
            html = self.inline.reset().convert(text).removeprefix("<p>").removesuffix("</p>")
        except RecursionError:
            return "", [ContentError.at(position, "the text is nested too deeply", "make it simpler")]
        errors = [ContentError.at(position, message, advice) for _, message, advice in self.found]
        return CLEAN_INLINE.clean(html), errors

    def _report(self, needle: str, message: str, suggestion: str) -> None:
        if len(self.found) < MAX_ERRORS:
            self.found.append((needle, message, suggestion))

    def _located(self, file: str, text: str) -> list[ContentError]:
        """Find the lines of what was reported: of equal words the first report is the first one's."""
        visible = without_code(text)
        after: dict[str, int] = {}
        errors = []
        for needle, message, suggestion in self.found:
            index = _find(visible, needle, after.get(needle, 0))
            after[needle] = index + 1
            errors.append(ContentError.at(_position(file, text, index), message, suggestion))
        return errors

    def _for_prose(self) -> Markdown:
        tables = TableExtension(use_align_attribute=True)
        md = Markdown(extensions=[tables, "sane_lists"], output_format="html")
        self._add_inline_syntax(md, self._picture)
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(FencedCode(md), "fenced_code", 20)
        md.parser.blockprocessors.deregister("reference")
        md.parser.blockprocessors.deregister("setextheader")
        md.parser.blockprocessors.register(Callouts(md, self._report), "callout", 25)
        md.treeprocessors.register(self.shape, "shape", -10)
        return md

    def _for_lines(self) -> Markdown:
        md = Markdown(output_format="html")
        self._add_inline_syntax(md, self._no_picture)
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors = Registry()
        md.parser.blockprocessors.register(ParagraphProcessor(md.parser), "paragraph", 10)
        return md

    def _add_inline_syntax(self, md: Markdown, picture: Address) -> None:
        for name in REPLACED:
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(inline_syntax.Code(), "code", 190)
        md.inlinePatterns.register(inline_syntax.Pictures(md, self._report, picture), "picture", 150)
        md.inlinePatterns.register(inline_syntax.Links(md, self._report), "link", 140)
        md.inlinePatterns.register(inline_syntax.Autolinks(md, self._report), "autolink", 120)
        md.inlinePatterns.register(inline_syntax.Html(md, self._report), "html", 90)

    def _picture(self, written: str) -> str:
        try:
            return self.picture(written)
        except ValueError as error:
            message, suggestion = error.args
            self._report(f"({written}", message, suggestion)
            return ""

    def _no_picture(self, written: str) -> str:
        self._report(written, "a picture can't stand here", "put it into the .md file")
        return ""


def _find(text: str, needle: str, start: int) -> int:
    """Return where the needle stands, an address after its bracket; escapes in the text may hide it."""
    index = text.find(needle, start)
    if index >= 0:
        return index + needle.startswith("(")
    return max(text.find(needle), text.find(needle.lstrip("(")), 0)


def _position(file: str, text: str, index: int) -> Position:
    return Position(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
