"""Plan and send what is due, here and now, without Celery; or only say what that would be."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from progress.reminders.management.instants import HELP, read_instant
from progress.reminders.models import Mail, MailState
from progress.reminders.rehearsing import Rehearsed, rehearse
from progress.reminders.schedule.explaining import AHEAD
from progress.reminders.schedule.planning import bring_back, plan
from progress.reminders.schedule.words import because
from progress.reminders.sending.relay import Answer
from progress.reminders.sending.sender import send_due

PATIENCE = 1.0  # seconds between two words of progress

_ENDS = {
    Answer.TAKEN: "sent",
    Answer.LATER: "to be tried again",
    Answer.REFUSED: "refused for good",
    Answer.UNKNOWN: "perhaps sent",
}


class Command(BaseCommand):
    help = (
        "Plan all mail that is due and hand it to the relay, in the foreground. It may run beside the "
        "worker: nothing is sent twice. Exit code 1: the relay did not take everything, and the rest waits."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at",
            default="",
            metavar="INSTANT",
            help=f"as if it were this instant, {HELP} in UTC; without it now. One to come needs --dry-run",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be planned, sent and not sent; do nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        clock = _clock(options["at"])
        self.verbosity, self.told = options["verbosity"], monotonic()
        if clock() > timezone.now() + AHEAD:
            raise CommandError("A dry run reaches a year ahead.")
        if options["dry_run"]:
            self._rehearse(clock())
            return
        if clock() > timezone.now():
            raise CommandError(
                f"{options['at']} is to come: whoever is looked at as of then hears nothing until then. "
                "--dry-run tells what would be sent, and changes nothing."
            )
        if not options["at"]:
            self._bring_back(timezone.now())
        self._plan(clock())
        self._send(clock)

    def _rehearse(self, at: datetime) -> None:
        totals: Counter[str] = Counter()
        for mails in rehearse(at):
            totals.update(mail.reason for mail in mails)
            for mail in mails if self.verbosity else []:
                self.stdout.write(_line(mail))
        sent = totals.pop("", 0)
        self.stdout.write(f"{sent:,} would be sent, {_not_sent(totals)}. Nothing was done.")

    def _bring_back(self, at: datetime) -> None:
        people = sum(bring_back(at))
        if people:
            self.stdout.write(f"{people:,} whom a clock that was ahead had put off are looked at again.")

    def _plan(self, at: datetime) -> None:
        people, rows = 0, Counter[str]()
        for batch in plan(at):
            people, rows = people + batch.people, rows + batch.rows
            self._say_when_slow(_planned(people, rows))
        self.stdout.write(f"{_planned(people, rows)}.")

    def _send(self, clock: Callable[[], datetime]) -> None:
        ends: Counter[str] = Counter()
        for batch in send_due(clock):
            ends += batch
            self._say_when_slow(f"{ends[Answer.TAKEN]:,} sent")
        answers = [f"{ends.pop(answer):,} {words}" for answer, words in _ENDS.items() if ends[answer]]
        ends.pop("not ours", None)
        self.stdout.write(f"{', '.join(answers) or '0 sent'}, {_not_sent(ends)}.")
        left = Mail.objects.filter(state=MailState.DUE).count()
        if left:
            raise CommandError(f"{left:,} wait to be tried again, in a minute or later.")

    def _say_when_slow(self, words: str) -> None:
        if self.verbosity and monotonic() - self.told > PATIENCE:
            self.told = monotonic()
            self.stdout.write(f"  {words}")


def _clock(words: str) -> Callable[[], datetime]:
    """Return the time that it is or, from the instant in `words` on, would be."""
    if not words:
        return timezone.now
    ahead = read_instant(words, "UTC") - timezone.now()
    return lambda: timezone.now() + ahead


def _planned(people: int, rows: Counter[str]) -> str:
    due, skipped = rows[MailState.DUE], rows[MailState.SKIPPED]
    return f"People looked at: {people:,}; mails due: {due:,}, held back: {skipped:,}"


def _line(mail: Rehearsed) -> str:
    fate = f"not sent: {because(mail.reason)}" if mail.reason else "sent"
    where = "planned" if mail.planned else "in the ledger"
    return f"{mail.due_at:%Y-%m-%d %H:%M}Z  {mail.kind.value:<9} {mail.to:<40} {where:<14} {fate}"


def _not_sent(reasons: Counter[str]) -> str:
    total = sum(reasons.values())
    if not total:
        return "none held back"
    each = ", ".join(f"{number:,} {reason}" for reason, number in sorted(reasons.items()))
    return f"{total:,} held back ({each})"
