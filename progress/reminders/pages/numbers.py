"""How mail is going, as the staff sees it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from progress.reminders.alarms import alarms, spoken
from progress.reminders.metrics import ENDED, WAITING
from progress.reminders.models import Kind, MailState
from progress.reminders.numbers import Numbers
from progress.reminders.schedule.words import because

STATES = (*WAITING, *ENDED)
SHORT = {
    MailState.DUE: _("due"),
    MailState.CLAIMED: _("claimed"),
    MailState.SENDING: _("sending"),
    MailState.UNKNOWN: _("unknown"),
    MailState.SENT: _("sent"),
    MailState.FAILED: _("failed"),
    MailState.SKIPPED: _("skipped"),
}


@dataclass(frozen=True, slots=True)
class NumbersPage:
    numbers: Numbers

    @property
    def alarms(self) -> list[str]:
        return list(alarms(self.numbers))

    @property
    def totals(self) -> dict[str, int]:
        return {state.value: self.numbers.total(state) for state in STATES}

    @property
    def headings(self) -> list[Promise]:
        return [SHORT[state] for state in STATES]

    @property
    def oldest_due(self) -> str:
        return spoken(self.numbers.oldest_due)

    @property
    def lag(self) -> str:
        return spoken(self.numbers.lag)

    @property
    def kinds(self) -> Iterator[tuple[Kind, list[tuple[Promise, int]]]]:
        """Of each kind how many are in each state, with the state's heading."""
        rows = self.numbers.rows
        return ((kind, [(SHORT[state], rows[state, kind]) for state in STATES]) for kind in Kind)

    @property
    def reasons(self) -> list[tuple[str, str, int]]:
        """Why mails were skipped: the reason, in words, how often; the most frequent first."""
        return [(reason, because(reason), number) for reason, number in self.numbers.skipped.most_common()]
