"""Settle what is unknown by the relay's log."""

import gzip
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import datetime
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Max, Min
from django.utils import timezone

from progress.reminders.ledger.reconciling import reconcile
from progress.reminders.management.instants import HELP, read_instant
from progress.reminders.models import Mail, MailState
from progress.reminders.rehearsing import taken_back
from progress.reminders.sending.relay_logs import RelayLog

PATIENCE = 1.0  # seconds between two words of progress


class Command(BaseCommand):
    help = (
        "Settle mails of which nobody knows whether the relay took them. What its log has is sent. What a "
        "log without gaps does not have is due again. Everything else stays unknown. Safe to run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--log",
            action="append",
            required=True,
            metavar="FILE",
            help="a log of Postfix or Exim, events as a JSON object a line, or a Message-ID a line; - is "
            "standard input, .gz is unpacked; several in the order in which they were written",
        )
        for name, words in (("until", "up to"), ("from", "from")):
            parser.add_argument(
                f"--complete-{name}",
                default="",
                metavar="INSTANT",
                help=f"the logs have all that the relay took {words} this instant, {HELP} in UTC",
            )
        parser.add_argument("--dry-run", action="store_true", help="say what would be settled; do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        first, last = (_instant(options[f"complete_{name}"], now) for name in ("from", "until"))
        if first and not last:
            raise CommandError("--complete-from says nothing without --complete-until.")
        self._say_what_is_unknown()
        log = RelayLog(self._with_progress(chain.from_iterable(map(_lines, options["log"]))))
        with taken_back() if options["dry_run"] else nullcontext():
            settled = reconcile(
                seen=log.taken(), complete_from=first, complete_until=last, at=now, doubtful=log.doubtful
            )
        self.stdout.write(
            f"{log.read:,} lines read. Sent: {settled.sent:,}; due again: {settled.due:,}; "
            f"unknown still: {settled.unknown:,}.{' Nothing was changed.' if options['dry_run'] else ''}"
        )
        if log.doubtful:
            self.stdout.write(f"{len(log.doubtful):,} are named in lines that say nothing for sure.")

    def _say_what_is_unknown(self) -> None:
        unknown = Mail.objects.filter(state=MailState.UNKNOWN)
        first, last = unknown.aggregate(first=Min("due_at"), last=Max("done_at")).values()
        if first and last:
            self.stdout.write(f"Unknown are mails from {first:%Y-%m-%d %H:%M}Z to {last:%Y-%m-%d %H:%M}Z.")

    def _with_progress(self, lines: Iterable[str]) -> Iterator[str]:
        told = monotonic()
        for number, line in enumerate(lines):
            if number % 10_000 == 0 and monotonic() - told > PATIENCE:
                told = monotonic()
                self.stdout.write(f"  {number:,} lines")
            yield line


def _instant(words: str, now: datetime) -> datetime | None:
    instant = read_instant(words, "UTC") if words else None
    if instant and instant > now:
        raise CommandError(f"{words} is to come: no log is complete until then.")
    return instant


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from sys.stdin
        return
    try:
        with gzip.open(name) if name.endswith(".gz") else Path(name).open("rb") as file:
            for line in file:
                yield line.decode(errors="replace")
    except (OSError, EOFError) as wrong:
        raise CommandError(f"{name} can't be read: {wrong}") from None
