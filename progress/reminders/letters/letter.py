"""What a mail says, before it becomes text and HTML: both are made of the same words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Shape(StrEnum):
    """What the picture of a streak shows of a day."""

    ACTIVE = "active"
    KEPT = "kept"  # missed, and held by a freeze, or excused
    PAUSED = "paused"
    NONE = "none"
    OPEN = "open"  # today, as long as nothing counts


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    shape: Shape


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; a `soft` one is beside the point."""

    words: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Days in order, the same in words, and which of them is today."""

    days: tuple[Day, ...]
    said: str
    today: date | None
    at_risk: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A topic to go on with; `why` it is there, and `where` that is."""

    title: str
    address: str
    why: str
    where: str
    letter: str
    accent: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list; what has an `address` leads there."""

    words: str
    remark: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, in lines."""

    lines: tuple[str, ...]
    by: str


Block = Words | Heading | Picture | Stop | Items | Quote


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """`preheader` is what a mailbox shows beside the subject; `over` stands above the title."""

    subject: str
    preheader: str
    title: str
    blocks: tuple[Block, ...]
    button: Link
    over: str = ""
    alert: bool = False
    greeting: str = ""


@dataclass(frozen=True, slots=True)
class Foot:
    """Why one gets it, how to stop it, and where it was sent."""

    why: str
    ways: tuple[Link, ...]
    sent: str
