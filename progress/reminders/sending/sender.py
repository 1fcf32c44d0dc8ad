"""Sending what is due, one claim after the other."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import override

from progress.reminders import letters
from progress.reminders.addresses import suppressed
from progress.reminders.ledger import claiming, finishing
from progress.reminders.ledger.claiming import Claimed
from progress.reminders.ledger.coming_back import once_it_is_back
from progress.reminders.ledger.finishing import GO
from progress.reminders.schedule.events import NO_LONGER
from progress.reminders.sending.clock import running
from progress.reminders.sending.relay import Answer, Outcome, hand_over

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Contents = Mapping[int, letters.Contents]  # by mail
SOON = 40  # seconds; well within the lease of what is being sent

FINISH = {
    Answer.REFUSED: finishing.failed,
    Answer.LATER: finishing.later,
    Answer.UNKNOWN: finishing.unknown,
}


def send_due(clock: Clock) -> Iterator[Counter[str]]:
    """Send until nothing is due, and tell of each batch how many came to which end.

    Anybody may send at the same time. Where the relay is out of order, what is left waits for a minute.
    """
    claiming.reap()
    with closing(get_connection()) as connection:
        while mails := claiming.claim(clock()):
            batch = Batch(mails, connection, clock)
            batch.send()
            yield batch.ends
            if batch.broken:
                return


def send_one(mail_id: int, clock: Clock) -> None:
    """Send this one if it is due."""
    with closing(get_connection()) as connection:
        Batch(claiming.claim_one(mail_id, clock()), connection, clock).send()


@dataclass
class Batch:
    """The mails of one claim, and what has become of them."""

    mails: Sequence[Claimed]
    connection: BaseEmailBackend
    clock: Clock
    ends: Counter[str] = field(default_factory=Counter)
    broken: bool = False
    tried: int = 0
    taken: Claimed | None = None  # by the relay, which the ledger does not know yet

    def send(self) -> None:
        """In the site's language, whatever that of the request before was."""
        try:
            with override(settings.LANGUAGE_CODE):
                self._send_all()
        finally:
            once_it_is_back(self._tell_the_rest)

    def _send_all(self) -> None:
        contents = self._read()
        gone = suppressed(mail.to for mail in self.mails)
        for mail in self.mails:
            self._send(mail, contents, is_suppressed=mail.to in gone and not mail.asked_for)
            if self.broken:
                break

    def _tell_the_rest(self) -> None:
        """Whatever has happened."""
        if self.taken is not None:
            finishing.sent(self.taken, self.clock())
        finishing.give_back(self.mails[self.tried :], self.clock())

    def _read(self) -> Contents:
        """What can't be read for all is read for each: those that fail will fail to be written."""
        try:
            return letters.read_contents(self.mails, self.clock())
        except Exception:
            log.exception("The contents of %s mails can't be read at once", len(self.mails))
        contents: dict[int, letters.Contents] = {}
        for mail in self.mails:
            with suppress(Exception):
                contents |= letters.read_contents([mail], self.clock())
        return contents

    def _send(self, mail: Claimed, contents: Contents, *, is_suppressed: bool) -> None:
        not_after = running() + SOON
        begun = finishing.begin(mail, suppressed=is_suppressed, at=self.clock(), after=self.taken)
        self.taken, self.tried = None, self.tried + 1
        if begun.verdict != GO:
            self.ends[begun.verdict or "not ours"] += 1
            return
        outcome = self._hand_over(mail, contents, begun.done_today, not_after)
        if outcome is None:
            finishing.skipped(mail, NO_LONGER, self.clock())
            self.ends[NO_LONGER] += 1
            return
        self.ends[outcome.answer] += 1
        self.broken = outcome.broken
        if outcome.answer == Answer.TAKEN:
            self.taken = mail
        else:
            FINISH[outcome.answer](mail, outcome.words, self.clock())

    def _hand_over(
        self, mail: Claimed, contents: Contents, done_today: bool, not_after: float
    ) -> Outcome | None:
        """One mail that can't be written must not keep the others from being sent. Return None where there
        is nothing to tell any more.
        """
        try:
            told = letters.still_told(mail, self.clock())
            if told is None:
                return None
            message = letters.write(told, contents, mail.at, done_today=done_today)
        except Exception as fault:
            log.exception("Mail %s can't be written", mail.mail_id)
            return Outcome(Answer.REFUSED, f"can't be written: {type(fault).__name__}")
        message.not_after = not_after  # for our SMTP backend
        return hand_over(message, self.connection)
