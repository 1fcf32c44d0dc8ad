"""What an explanation of a date consists of: rules with what they looked at, and what the ledger says."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from progress.reminders.models import Kind, Mail, MailState
from progress.reminders.schedule import words


class Outcome(StrEnum):
    CAME = "came"
    UNCLEAR = "unclear"  # whether it came
    DID_NOT = "did not come"
    WAITS = "waits"
    WILL = "will come"
    WILL_NOT = "will not come"


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule's verdict. `asks` is put so that "yes" lets the mail through, `found` is what it looked at."""

    rule: str
    asks: str
    found: str
    passes: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A mail as it stands in the ledger; `words` tell it."""

    kind: Kind
    state: MailState
    reason: str
    due_at: datetime
    done_at: datetime | None
    attempts: int
    words: str

    @classmethod
    def of(cls, mail: Mail, zone: str) -> "Entry":
        told = (mail.reason, mail.due_at, mail.done_at, mail.attempts, words.of_mail(mail, zone))
        return cls(Kind(mail.kind), MailState(mail.state), *told)


@dataclass(frozen=True, slots=True)
class OfKind:
    """One of the four scheduled kinds. `at` is when it was or would be due; None on a date left out."""

    kind: Kind
    at: datetime | None
    rules: tuple[Judged, ...]
    entry: Entry | None
    outcome: Outcome
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """`events` are the date's other mails, `notes` what to know of all this."""

    day: date
    zone: str
    kinds: tuple[OfKind, ...]
    events: tuple[Entry, ...]
    notes: tuple[str, ...]

    @property
    def mails(self) -> list[Entry]:
        """All that the ledger has of the date, the earliest first."""
        entries = [one.entry for one in self.kinds if one.entry]
        return sorted([*entries, *self.events], key=lambda entry: entry.due_at)
