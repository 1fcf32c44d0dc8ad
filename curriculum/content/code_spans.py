"""Where code stands in Markdown: its insides are never links, HTML or headings."""

import re
from html import escape

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from curriculum.content.inline_syntax import CODE

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")
SPAN = re.compile(CODE, re.DOTALL)


def fenced(lines: list[str]) -> tuple[list[tuple[int, int]], int | None]:
    """Return the line ranges of fenced code, fences included, and the line of a fence that never closes."""
    ranges: list[tuple[int, int]] = []
    start, mark = None, ""
    for number, line in enumerate(lines):
        if start is None:
            if match := FENCE.fullmatch(line):
                start, mark = number, match[1]
        elif line.strip().startswith(mark) and not line.strip().strip(mark[0]):
            ranges.append((start, number + 1))
            start = None
    return ranges, start


def without_fences(text: str) -> list[str]:
    """Return the lines, those of fenced code blank."""
    lines = text.split("\n")
    for start, end in fenced(lines)[0]:
        lines[start:end] = [" " * len(line) for line in lines[start:end]]
    return lines


def without_code(text: str) -> str:
    """Return the text with code blanked out, every other character at its place."""
    return blank_spans("\n".join(without_fences(text)))


def blank_spans(text: str) -> str:
    return SPAN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


class FencedCode(Preprocessor):
    """Take fenced code out of the text before anything else looks at it."""

    md: Markdown

    def run(self, lines: list[str]) -> list[str]:
        result: list[str] = []
        done = 0
        for start, end in fenced(lines)[0]:
            code = escape("\n".join(lines[start + 1 : end - 1]))
            block = self.md.htmlStash.store(f'<pre tabindex="0"><code>{code}\n</code></pre>')
            result += [*lines[done:start], "", block, ""]
            done = end
        return result + lines[done:]
