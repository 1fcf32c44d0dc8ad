"""Bytes to text: UTF-8, and no character that people don't see."""

import re
import unicodedata

from curriculum.content.errors import ContentError, Position

# Control characters; marks that turn the text around or have no width; what no text may hold.
UNSEEN = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    r"\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff"
)
UNWANTED = re.compile(rf"[{UNSEEN}]|\r(?!\n)")
ADJECTIVES = {"Cc": "control", "Cf": "invisible"}  # by Unicode's category
ADVICE = {"\0": "save the file as UTF-8", "\r": "save the file with LF or CRLF at the ends of lines"}


def decode(file: str, content: bytes) -> tuple[str | None, ContentError | None]:
    """Return UTF-8 text without byte order mark and unseen characters, or what is wrong with it."""
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None, ContentError.at(
            Position(file), "the file begins with a byte order mark", "save it as UTF-8 without one"
        )
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        where = _position(file, content[: error.start].decode())
        return None, ContentError.at(
            where, f"the byte 0x{content[error.start]:02x} isn't UTF-8", "save the file as UTF-8"
        )
    if match := UNWANTED.search(text):
        where = _position(file, text[: match.start()])
        advice = ADVICE.get(match[0], "take it out")
        return None, ContentError.at(where, f"{name_of(match[0])} in the text", advice)
    return text, None


def name_of(character: str) -> str:
    if character == "\0":
        return "a NUL"
    adjective = ADJECTIVES.get(unicodedata.category(character), "unusual")
    return f"the {adjective} character U+{ord(character):04X}"


def _position(file: str, before: str) -> Position:
    return Position(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
