"""What mails of other rooms tell: weekly ones are asked for a batch at once, events one by one at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from progress.reminders.ledger.claiming import Claimed
from progress.reminders.models import Kind
from progress.reminders.schedule.events import as_of_now, still_tells
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


def still_told(mail: Claimed, at: datetime) -> Claimed | None:
    """Return the mail with what it is to tell by now; None if that is nothing any more."""
    if mail.person is None:
        return mail
    if not mail.told:
        return mail if still_tells(mail.kind, mail.person.pk, mail.key, None, at) else None
    now = as_of_now(mail.kind, mail.person.pk, mail.told, at)
    return None if now is None else replace(mail, told=dict(now))
