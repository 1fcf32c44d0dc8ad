"""A letter as plain text, complete: all that the HTML says, in the same order."""

from collections.abc import Iterator
from textwrap import wrap

from django.utils.translation import get_language, gettext

from progress.reminders.letters.days import named
from progress.reminders.letters.letter import (
    Block,
    Day,
    Foot,
    Heading,
    Item,
    Items,
    Letter,
    Link,
    Picture,
    Quote,
    Shape,
    Stop,
    Words,
)

WEEK = 7
QUOTED = 76
SQUARES = {Shape.ACTIVE: "■", Shape.KEPT: "▣", Shape.PAUSED: "–", Shape.NONE: "□", Shape.OPEN: "□"}


def as_text(letter: Letter, foot: Foot) -> str:
    """Return paragraphs with an empty line between."""
    return "\n\n".join((*_paragraphs(letter), _foot(foot))) + "\n"


def _paragraphs(letter: Letter) -> Iterator[str]:
    if letter.over:
        yield letter.over
    yield letter.title
    if letter.greeting:
        yield letter.greeting
    for block in letter.blocks:
        yield _block(block)
    yield _link(letter.button)


def _block(block: Block) -> str:
    match block:
        case Words():
            return block.words
        case Heading():
            return f"{block.words}:"
        case Stop():
            return f"- {block.title}\n  {block.why} · {block.where}\n  {block.address}"
        case Picture():
            return _picture(block)
        case Items():
            return "\n".join(map(_item, block.items))
        case Quote():
            return _quote(block)


def _link(link: Link) -> str:
    return f"{link.label}: {link.address}"


def _item(item: Item) -> str:
    return "\n  ".join(filter(None, (f"- {item.words}", item.remark, item.address)))


def _picture(picture: Picture) -> str:
    language = get_language() or ""
    days = [_day(one, picture, language) for one in picture.days]
    rows = ("  ".join(days[first : first + WEEK]) for first in range(0, len(days), WEEK))
    return "\n".join((picture.said, *rows))


def _day(one: Day, picture: Picture, language: str) -> str:
    words = f"{named(one.day, 'D j', language)} {SQUARES[one.shape]}"
    return gettext("%(day)s (today)") % {"day": words} if one.day == picture.today else words


def _quote(quote: Quote) -> str:
    paragraphs = ("\n".join(f"> {row}" for row in _wrapped(line)) for line in quote.lines)
    return "\n".join(("\n>\n".join(paragraphs), quote.by))


def _wrapped(line: str) -> list[str]:
    """Addresses stay whole."""
    return wrap(line, QUOTED, break_long_words=False, break_on_hyphens=False)


def _foot(foot: Foot) -> str:
    return "\n".join(("-- ", foot.why, *map(_link, foot.ways), foot.sent))
