"""After SECRET_KEY has changed: keep suppressed addresses suppressed."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from progress.reminders.rekeying import rekey

EVERY = 100_000  # people between two words of progress


class Command(BaseCommand):
    help = (
        "Hash suppressed addresses with today's SECRET_KEY, while the former one is among "
        "SECRET_KEY_FALLBACKS. Safe to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SECRET_KEY_FALLBACKS:
            raise CommandError("SECRET_KEY_FALLBACKS is empty: there is no former key to know hashes by.")
        people = written = 0
        for looked_at, found in rekey():
            people, written = people + looked_at, written + found
            if people % EVERY == 0:
                self.stdout.write(f"  {people:,} people, {written:,} hashes written")
        self.stdout.write(f"{people:,} people, {written:,} hashes written.")
