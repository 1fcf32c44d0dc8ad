"""From what was read to a message. Nothing is asked any more."""

from collections.abc import Mapping
from datetime import datetime

from progress.reminders.ledger.claiming import Claimed
from progress.reminders.letters.as_html import as_html
from progress.reminders.letters.as_text import as_text
from progress.reminders.letters.composing import as_of_now, composed
from progress.reminders.letters.contents import Contents
from progress.reminders.letters.foot import foot
from progress.reminders.letters.headers import headers_of, list_headers
from progress.reminders.letters.letter import Foot, Letter
from progress.reminders.letters.links import choices, stopping
from progress.reminders.letters.message import Message
from progress.reminders.letters.tidy import one_line
from progress.reminders.models import Kind


def write(mail: Claimed, contents: Mapping[int, Contents], at: datetime, *, done_today: bool) -> Message:
    """`contents` is by mail. Raise KeyError for what could not be read, ValueError where nobody is left."""
    if mail.kind == Kind.ACCOUNT:
        return _as_told(mail, at)
    if mail.person is None:
        raise ValueError("nobody is left to write to")
    told = as_of_now(contents[mail.mail_id], done_today=done_today)
    stop = stopping(mail.person.pk, mail.kind)
    letter = composed(mail.kind, told, mail.told, at)
    below = foot(mail.kind, told.chosen, to=mail.to, stop=stop, choose=choices(mail.person.pk))
    headers = headers_of(mail.mail_id, at) | list_headers(mail.kind, stop)
    return message_of(letter, below, to=mail.to, headers=headers)


def message_of(letter: Letter, below: Foot, *, to: str, headers: dict[str, str]) -> Message:
    message = Message(one_line(letter.subject), as_text(letter, below), to=[to], headers=headers)
    message.attach_alternative(as_html(letter, below), "text/html")
    return message


def _as_told(mail: Claimed, at: datetime) -> Message:
    """Return what somebody else wrote: codes and the like."""
    told = mail.told or {}
    headers = told.get("headers") or {}
    message = Message(
        one_line(told["subject"]), told["text"], to=[mail.to], headers=headers | headers_of(mail.mail_id, at)
    )
    if told.get("html"):
        message.attach_alternative(told["html"], "text/html")
    return message
