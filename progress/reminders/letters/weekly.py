"""What weekly mails of other rooms tell, asked for a batch at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from progress.reminders.ledger.claiming import Claimed
from progress.reminders.models import Kind
from progress.reminders.schedule.weekly import Asked, asked_of, told

AllTold = Mapping[Asked, Mapping[str, Any]]


def asked_by(mail: Claimed) -> Asked | None:
    """Return what is to be told that has not come with the mail."""
    return asked_of(mail.kind, mail.person.pk, mail.key) if mail.person and not mail.told else None


def told_of(mails: Sequence[Claimed], at: datetime) -> AllTold:
    by_kind: dict[Kind, list[Asked]] = {}
    for mail in mails:
        if asked := asked_by(mail):
            by_kind.setdefault(mail.kind, []).append(asked)
    return {one: words for kind, asked in by_kind.items() for one, words in told(kind, asked, at).items()}
