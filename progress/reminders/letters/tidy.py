"""Other people's words, made fit for a line of a mail: for a header, a title, a sentence."""

import re
import unicodedata

NAME, LINE, TEXT = 60, 200, 8000  # characters
KEPT = "\u200c\u200d"  # joiners, which scripts and emoji are written with
_PLAIN = re.compile(r"[\w .,'’–&()/+-]*")  # nothing to be done, as nearly always


def one_line(words: str, most: int = LINE) -> str:
    """Return it without line breaks, control characters and marks that turn the direction of text."""
    if len(words) <= most and _PLAIN.fullmatch(words):
        return " ".join(words.split())
    seen = "".join(" " if one.isspace() else one for one in words if not _is_hidden(one))
    return _cut(" ".join(seen.split()), most) if seen.strip(KEPT + " ") else ""


def lines_of(words: str, most: int = TEXT) -> tuple[str, ...]:
    """Return paragraphs and lines that somebody wrote, each fit for one, without empty ones at the ends."""
    lines = [one_line(line, most) for line in _cut(words, most).strip().splitlines()]
    return tuple(line for line in lines if line)


def _is_hidden(one: str) -> bool:
    return unicodedata.category(one) in ("Cc", "Cf", "Cs") and not one.isspace() and one not in KEPT


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
