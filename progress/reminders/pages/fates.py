"""What became of somebody's last mails."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from progress.reminders.models import Mail
from progress.reminders.schedule.words import of_mail
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import wall_clock

SHOWN = 10  # mails


@dataclass(frozen=True, slots=True)
class Fate:
    """`at` is when it was due, by the person's own clock."""

    mail: Mail
    at: datetime
    words: str


def last_mails(person: User) -> list[Mail]:
    """Return the latest first. Their contents are not read."""
    return list(person.mails.order_by("-due_at", "-pk").defer("told")[:SHOWN])


def fates(mails: Iterable[Mail], zone: str) -> list[Fate]:
    return [Fate(mail, wall_clock(mail.due_at, zone), of_mail(mail, zone)) for mail in mails]
