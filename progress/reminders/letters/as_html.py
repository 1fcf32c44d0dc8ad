"""A letter as HTML, made of the family's pieces."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from django.utils.translation import get_language

from progress.reminders.letters.days import named
from progress.reminders.letters.family import Family, family
from progress.reminders.letters.letter import (
    Block,
    Day,
    Foot,
    Heading,
    Item,
    Items,
    Letter,
    Picture,
    Quote,
    Shape,
    Stop,
    Words,
)

WEEK = 7


def as_html(letter: Letter, foot: Foot) -> str:
    kin = family(get_language() or "en")
    body = "".join(_body(letter, kin))
    return kin.fill(
        "frame",
        subject=escape(letter.subject),
        preheader=escape(letter.preheader),
        body=body,
        foot=_foot(foot, kin),
    )


def _body(letter: Letter, kin: Family) -> Iterator[str]:
    risk = "-risk" if letter.alert else ""
    yield kin.fill(f"opening{risk}")
    if letter.over:
        yield kin.fill(f"over{risk}", words=escape(letter.over))
    yield kin.fill("title", words=escape(letter.title))
    if letter.greeting:
        yield kin.fill("words", words=escape(letter.greeting))
    for are_stops, blocks in groupby(letter.blocks, key=lambda block: isinstance(block, Stop)):
        yield from (_block(block, kin) for block in blocks)
        if are_stops:
            yield kin.fill("end")
    yield kin.fill("button", words=escape(letter.button.label), address=escape(letter.button.address))


def _block(block: Block, kin: Family) -> str:
    match block:
        case Words():
            return kin.fill("aside" if block.soft else "words", words=escape(block.words))
        case Heading():
            return kin.fill("heading", words=escape(block.words))
        case Stop():
            return _stop(block, kin)
        case Picture():
            return _picture(block, kin)
        case Items():
            return kin.fill("items", body="".join(_item(item, kin) for item in block.items))
        case Quote():
            lines = "".join(kin.fill("line", words=escape(line)) for line in block.lines)
            return kin.fill("quote", body=lines, by=escape(block.by))


def _stop(stop: Stop, kin: Family) -> str:
    return kin.fill(
        "stop",
        sign=kin.fill(f"sign-{stop.accent}", letter=escape(stop.letter)),
        address=escape(stop.address),
        title=escape(stop.title),
        remark=escape(f"{stop.why} · {stop.where}"),
    )


def _item(item: Item, kin: Family) -> str:
    words = escape(item.words)
    body = kin.fill("link", words=words, address=escape(item.address)) if item.address else words
    if item.remark:
        body += kin.fill("remark", words=escape(item.remark))
    return kin.fill("item", body=body)


def _picture(picture: Picture, kin: Family) -> str:
    """Return the sentence, and the days below their weekdays."""
    days = picture.days
    language = get_language() or ""
    weekdays = "".join(kin.fill("weekday", words=named(one.day, "D", language)) for one in days[:WEEK])
    rows = [weekdays]
    for first in range(0, len(days), WEEK):
        rows.append("".join(_day(one, picture, kin) for one in days[first : first + WEEK]))
    body = "".join(kin.fill("row", body=row) for row in rows)
    return kin.fill("aside", words=escape(picture.said)) + kin.fill("days", body=body)


def _day(one: Day, picture: Picture, kin: Family) -> str:
    at_risk = picture.at_risk and one.shape == Shape.OPEN
    return kin.fill("day-risk" if at_risk else f"day-{one.shape}", words=str(one.day.day))


def _foot(foot: Foot, kin: Family) -> str:
    ways = " · ".join(
        kin.fill("way", words=escape(way.label), address=escape(way.address)) for way in foot.ways
    )
    return f"{escape(foot.why)}<br>{ways}<br>{escape(foot.sent)}"
