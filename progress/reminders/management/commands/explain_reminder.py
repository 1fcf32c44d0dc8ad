"""Say why somebody got, gets or will get mail on a date, or not."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.formats import date_format

from progress.reminders.management.instants import HELP, read_instant
from progress.reminders.schedule import words
from progress.reminders.schedule.clock import date_of
from progress.reminders.schedule.explaining import OutOfReach, explain
from progress.reminders.schedule.explanation import Explanation, Judged, OfKind
from roadmap_site.accounts.models import User


class Command(BaseCommand):
    help = (
        "Say why somebody got, gets or will get mail on a date, or not: each rule, what it looked at, its "
        "verdict, and what the ledger says. Changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument(
            "--at",
            default="",
            metavar="INSTANT",
            help=f"which date on the person's calendar, {HELP} by their clocks; without it today",
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        person = _person(options["email"])
        at = read_instant(options["at"], person.time_zone) if options["at"] else now
        try:
            explanation = explain(person, date_of(at, person.time_zone), now=now)
        except OutOfReach as wrong:
            raise CommandError(str(wrong)) from None
        if options["json"]:
            told = {"email": person.email} | asdict(explanation)
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False, cls=DjangoJSONEncoder))
            return
        for line in _lines(person, explanation):
            self.stdout.write(line)


def _person(email: str) -> User:
    person = User.objects.filter(email=User.objects.normalize_email(email)).first()
    if person is None:
        raise CommandError(f"Nobody has the address {email}.")
    return person


def _lines(person: User, explanation: Explanation) -> Iterator[str]:
    yield f"{person.email}, {date_format(explanation.day, 'l j F Y')}, {explanation.zone}"
    for one in explanation.kinds:
        yield ""
        yield from _lines_of(one, explanation.zone)
    if explanation.events:
        yield ""
    for entry in explanation.events:
        yield f"{_capital(entry.kind.label)}: {entry.words}"
    for note in explanation.notes:
        yield ""
        yield note


def _lines_of(one: OfKind, zone: str) -> Iterator[str]:
    when = f", {words.hour(one.at, zone)}" if one.at else ""
    yield f"{_capital(one.kind.label)}{when}: {one.words}"
    for judged in one.rules:
        yield f"  {_verdict(judged)}  {judged.asks:<30}{judged.found}"


def _verdict(judged: Judged) -> str:
    return "yes" if judged.passes else "NO "


def _capital(label: object) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
