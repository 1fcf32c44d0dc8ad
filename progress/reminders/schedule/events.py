"""Mails about what has happened in rooms that stand on this one, asked once more just before they are sent.

The ledger says which event it was; its room says what there is to tell of it by now. So nothing is told that
has changed meanwhile, and nobody who has gone is named.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from progress.reminders.models import Kind
from progress.reminders.schedule import weekly

Told = Mapping[str, Any]
NO_LONGER = "no longer so"


@dataclass(frozen=True, slots=True)
class Event:
    """`tell` returns what the letter to a person says, of what the ledger has; None if there is nothing."""

    kind: Kind
    tell: Callable[[int, Told, datetime], Told | None]


_events: dict[Kind, Event] = {}


def register(event: Event) -> None:
    """Saying it again changes nothing."""
    _events[event.kind] = event


def as_of_now(kind: Kind, person: int, told: Told, at: datetime) -> Told | None:
    """Return what is told of a kind that no room has a say in as it stands in the ledger."""
    return _events[kind].tell(person, told, at) if kind in _events else told


def still_tells(kind: Kind, person: int, key: str, told: Told | None, at: datetime) -> bool:
    """Whether a mail of the ledger, weekly or about an event, has anything to tell by now."""
    if told:
        return as_of_now(kind, person, told, at) is not None
    asked = weekly.asked_of(kind, person, key)
    return asked is None or weekly.stands(kind, asked, at)
