"""Content folders gone wrong at random: noise, and right files with passages changed."""

import re
from random import Random

from tests.curriculum.reading.example import FILES

PASSAGES = [
    # YAML
    "&a ", "*a", "!!python/object:x ", "!t ", "<<: ", "? ", ": ", "- ", "[", "]", "{", "}", ",", "|\n",
    ">\n", "#", "---\n", "...\n", "%YAML 1.1\n", "\t", "'", '"', "''", "~", "null", "true", "yes", "0",
    "-1", "1e400", ".inf", "2026-02-30", "9" * 400, "0x", "=", "@", "`", "\\", '"\\0"', '"\\ud800"',
    "\n", "  ", " " * 40, "a: &a [*a]", "[" * 30, "{a: " * 30, "- " * 30, "id: ", "was: [sql]",
    "needs: [http]", "concept: sql", "from: ", "choose: 9",
    # Markdown
    "[a](javascript:x)", "![a](b)", "<script>", "</p>", "<!--", "-->", "&#106;", "**", "_", "```\n",
    "~~~", "> ", "> [!TIP]\n", "> [!PATTERN] x\n", "[!", "| a | b |\n|---|---|\n", "|", "# ", "###### ",
    "***", "[x]: y\n", "](", "wzxhzdk:0", "klzzwxh:0000", "1. ", "    ",
    # text
    "\u202e", "\U0001f9ed", "é", "x" * 300,
]  # fmt: skip
CONTROL = ["\0", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "\r"]
VALUES = [
    "http", "sql", "[http]", "[http, http]", "[[http]]", "{}", "[]", "''", "'  '", "1", "-1", "99999",
    "9" * 30, "true", "2026-02-30", "x y", "X", "a/b", "queues/sql", "web", "basics", "handbook", "orm",
    "caching", "{id: handbook, note: x}", "{unit: weeks, from: 9, to: 1}", "https://example.org/course",
    "javascript:alert(1)", "//e", "upper.md", "../x.md", "'[a](javascript:x)'", "'<b>x</b>'", "'**a'",
    "'![x](assets/a.png)'", "cobalt", "draft", "any", "1000",
]  # fmt: skip
BYTES = [b"\xff", b"\xfe\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00", b"\xef\xbb\xbf"]


PROSE = [path for path in FILES if path.endswith(".md")]


def mutated(random: Random) -> dict[str, str | bytes]:
    """Return the example with one to three of its files changed."""
    files: dict[str, str | bytes] = dict(FILES)
    for _ in range(random.randint(1, 3)):
        path = random.choice(sorted(FILES))
        files[path] = random.choice(WAYS)(random, FILES[path])
    if random.random() < 0.1:
        files.pop(random.choice(sorted(files)))
    return files


def one_mutated(random: Random) -> tuple[str, bytes]:
    """Return one file of the example, changed."""
    path = random.choice([*sorted(FILES), *PROSE])
    content = random.choice(WAYS)(random, FILES[path])
    return path, content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")


def _values(random: Random, text: str) -> str:
    """Put other values behind keys and into lists: still YAML, mostly."""
    places = [match.span(1) for match in re.finditer(r"(?:: |[\[,] ?|- )([^\s,\[\]{}]+)", text)]
    for start, end in sorted(random.sample(places, min(len(places), random.randint(1, 3))), reverse=True):
        text = text[:start] + random.choice(VALUES) + text[end:]
    return text


def _control(random: Random, text: str) -> str:
    start = random.randint(0, len(text))
    return text[:start] + random.choice(CONTROL) + text[start:]


def _edit(random: Random, text: str) -> str:
    for _ in range(random.choice((1, 1, 2, 6))):
        start = random.randint(0, len(text))
        end = min(len(text), start + random.choice((0, 0, 1, 3, 20)))
        text = text[:start] + random.choice(PASSAGES) * random.choice((1, 1, 2)) + text[end:]
    return text


def _shuffle(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    for _ in range(random.randint(1, 4)):
        lines.insert(random.randint(0, len(lines)), random.choice(lines))
        del lines[random.randrange(len(lines))]
    return "".join(lines)


def _indent(random: Random, text: str) -> str:
    return "".join(" " * random.choice((0, 0, 0, 1, 2)) + line for line in text.splitlines(keepends=True))


def _bytes(random: Random, text: str) -> bytes:
    content = text.encode()
    start = random.randint(0, len(content))
    return content[:start] + random.choice(BYTES) + content[start + random.choice((0, 1)) :]


def _noise(random: Random, text: str) -> bytes:
    return random.randbytes(random.choice((1, 50, 2_000)))


def _passages(random: Random, text: str) -> str:
    return "".join(random.choices(PASSAGES, k=random.randint(1, 60)))


def _repetition(random: Random, text: str) -> str:
    part = "".join(random.choices(PASSAGES, k=random.randint(1, 3)))
    return (text if random.random() < 0.5 else "") + part * random.randint(1, 100)


WAYS = (
    *(_values,) * 6, *(_edit,) * 4, *(_shuffle,) * 3,
    _indent, _control, _bytes, _noise, _passages, _repetition,
)  # fmt: skip
