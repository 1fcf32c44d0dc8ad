"""Handing one mail to the relay, and what its answer means."""

import re
import smtplib
from dataclasses import dataclass
from email.errors import MessageError
from enum import StrEnum

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from progress.reminders.sending.smtp import is_exact

# A provider's answers that say nothing of the mail: a key that is wrong, or too many at once
NOT_NOW = (401, 403, 429)


class Answer(StrEnum):
    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`broken` says that the connection is of no more use."""

    answer: Answer
    words: str = ""
    broken: bool = False


def hand_over(message: EmailMessage, connection: BaseEmailBackend) -> Outcome:
    """Send it, over a connection that is left open; whatever goes wrong is an outcome."""
    if not all(map(is_exact, message.recipients())):
        return Outcome(Answer.REFUSED, "the address can't be written as it is")
    try:
        connection.open()
    except Exception as fault:
        return Outcome(Answer.LATER, _words(fault), broken=True)
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refused:
        return _refused(*next(iter(refused.recipients.values())))
    except smtplib.SMTPResponseException as refused:
        return _refused(refused.smtp_code, refused.smtp_error)
    except AnymailError as fault:
        return _of_provider(fault)
    except (smtplib.SMTPNotSupportedError, MessageError, ValueError) as fault:  # in the message itself
        return Outcome(Answer.REFUSED, _words(fault))
    except Exception as fault:
        return _interrupted(fault, connection)
    return Outcome(Answer.TAKEN)


def _refused(code: int, words: bytes | str) -> Outcome:
    told = words.decode(errors="replace") if isinstance(words, bytes) else words
    said = f"{code} {_tidy(told)}"
    if 400 <= code < 500:
        return Outcome(Answer.LATER, said, broken=code == 421)
    return Outcome(Answer.REFUSED, said)


def _of_provider(fault: AnymailError) -> Outcome:
    """What a provider answered, by HTTP, or that it didn't."""
    status = fault.status_code or 0
    if status in NOT_NOW or status >= 500:
        return Outcome(Answer.LATER, _words(fault), broken=status in NOT_NOW)
    if status or isinstance(fault, AnymailRecipientsRefused | ValueError | TypeError):
        return Outcome(Answer.REFUSED, _words(fault))
    never_asked = isinstance(_reason(fault), ConnectTimeoutError | NewConnectionError)
    return Outcome(Answer.LATER if never_asked else Answer.UNKNOWN, _words(fault), broken=True)


def _reason(fault: AnymailError) -> object:
    """Return why no connection came about, if that was it."""
    said = getattr(fault.__cause__, "args", ())
    return getattr(said[0], "reason", None) if said else None


def _interrupted(fault: Exception, connection: BaseEmailBackend) -> Outcome:
    """No answer came, or none that SMTP knows."""
    if getattr(connection, "may_be_taken", True):
        return Outcome(Answer.UNKNOWN, _words(fault), broken=True)
    return Outcome(Answer.LATER, _words(fault), broken=True)


def _words(fault: Exception) -> str:
    return f"{type(fault).__name__}: {_tidy(str(fault))}"


def _tidy(said: str) -> str:
    """Return it in one line and without addresses, for the ledger outlives accounts."""
    return re.sub(r"[^\s<>()]+@[^\s<>()]+", "…", " ".join(said.split()))
