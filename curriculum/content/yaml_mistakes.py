"""What the YAML parser can't read, in an editor's words and where the editor has to look."""

import re

import yaml

from curriculum.content import unmerged
from curriculum.content.errors import ContentError, Position

ODD_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")  # which YAML takes for letters
MISPLACED_SPACE = re.compile(rf"(?:^|[-:])[ ]*({ODD_SPACE.pattern})")
BEGINS = "put text that begins with {} into quotes"
QUOTES = {
    "'": "write an apostrophe twice, '', or use double quotes",
    '"': 'write \\" for a quote inside, or use single quotes',
}
ADVICE = {
    "mapping values are not allowed": "put text that has a colon into quotes",
    "cannot start any token": BEGINS.format("@, ` or %"),
    "while scanning an alias": BEGINS.format("*"),
    "while scanning an anchor": BEGINS.format("&"),
    "unknown escape character": r"write \\ for a backslash, or use single quotes",
    "invalid Unicode character escape code": "write the character itself",
    "expected ',' or ']'": "close the list with ], or part its items with commas",
    "expected ',' or '}'": "close the mapping with }, or part its keys with commas",
}

Found = tuple[int, int, str, str] | None  # line and column from 0, message, suggestion


def syntax_error(file: str, text: str, error: yaml.YAMLError) -> ContentError:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return ContentError.at(Position(file), f"not YAML: {' '.join(str(error).split())}")
    lines = text.split("\n")
    found = _unmerged(lines) or _misread(lines, mark.line, mark.column) or _unclosed(error)
    if found:
        line, column, message, advice = found
        return ContentError.at(Position(file, line + 1, column + 1), message, advice)
    words = _words(error)
    return ContentError.at(
        Position(file, mark.line + 1, mark.column + 1), f"not YAML: {words}", _advice(words)
    )


def _unmerged(lines: list[str]) -> Found:
    first = next(unmerged.marks(lines), None)
    return None if first is None else (first, 0, unmerged.MESSAGE, unmerged.ADVICE)


def _misread(lines: list[str], line: int, column: int) -> Found:
    """Find what looks right and isn't, at the place where the parser stumbled or on the line before."""
    here = lines[line] if line < len(lines) else ""
    if here[column : column + 1] == "\t":
        return line, column, "a tab where spaces must be", "indent with two spaces a level"
    if column and here[column:].strip() and (advice := QUOTES.get(here[column - 1])):
        return line, column - 1, "the text in quotes ends here", advice
    for number in range(line, max(line - 2, -1), -1):
        if match := MISPLACED_SPACE.search(lines[number] if number < len(lines) else ""):
            return number, match.start(1), *odd_space(match[1])
    return None


def odd_space(character: str) -> tuple[str, str]:
    return f"a space that YAML doesn't know, U+{ord(character):04X}", "write an ordinary one"


def _unclosed(error: yaml.YAMLError) -> Found:
    """Point at the beginning of what has no end, where the parser names the place at which it gave up."""
    began = getattr(error, "context_mark", None)
    words = _words(error)
    if began is None:
        return None
    if "end of stream" in words and "quoted scalar" in words:
        return began.line, began.column, "the text in quotes never ends", "close it with the same quote"
    if "could not find expected ':'" in words:
        return began.line, began.column, "a key without a colon", "write a colon and a space after it"
    return None


def _words(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or "it can't be read"
    context = getattr(error, "context", None)
    return f"{problem} ({context})" if context else problem


def _advice(words: str) -> str:
    fitting = (advice for part, advice in ADVICE.items() if part in words)
    return next(fitting, "look for a missing quote, bracket, dash or space above this place")
