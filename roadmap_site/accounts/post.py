"""How mail about the account leaves. This room only writes it; a room that knows how to send carries it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMessage

from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message and what its carrier has to know of it.

    `person` is whose account it is about, as far as there is one. Somebody waits for what was `asked_for`:
    a code, or a link. After `lasts` it is of no use any more. One of `many` need not leave at once, lest
    those that somebody waits for stand behind it.
    """

    message: EmailMessage
    person: User | None
    asked_for: bool
    lasts: timedelta
    many: bool = False


Carrier = Callable[[Parcel, datetime], None]


def by_hand(parcel: Parcel, at: datetime) -> None:
    """Send it in this very request: what happens while nobody carries."""
    parcel.message.send()


_carriers: list[Carrier] = [by_hand]


def carried_by(carrier: Carrier) -> None:
    """Have all of it carried by `carrier`, whom nobody should have to wait for."""
    _carriers.append(carrier)


def deliver(parcel: Parcel, *, at: datetime) -> None:
    _carriers[-1](parcel, at)
