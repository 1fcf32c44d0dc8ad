"""Count every streak anew from what learners did, or only say which differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from progress.learning.streaks.rebuilding import is_as_logged, learners, rebuild

EVERY = 1000  # learners between two words of progress
NAMED = 20  # of those who differ


class Command(BaseCommand):
    help = (
        "Count all active days and streaks anew from the log of activities, one learner at a time, while "
        "the site is in use. Exit code of --check: 1 something differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; name the learners who differ"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        differ: list[str] = []
        number = 0
        for number, learner in enumerate(learners(), start=1):
            if not is_as_logged(learner, timezone.now()):
                differ.append(str(learner.pk))
                if not options["check"]:
                    rebuild(learner, timezone.now())
            if number % EVERY == 0:
                self.stdout.write(f"  {number:,} learners, {len(differ):,} of them differ")
        if differ and options["check"]:
            raise CommandError(f"{len(differ):,} of {number:,} learners' streaks differ: {_some(differ)}.")
        whole = "1 learner" if number == 1 else f"{number:,} learners"
        self.stdout.write(f"{whole}: {len(differ):,} counted anew, the rest as they were.")


def _some(learners: list[str]) -> str:
    """Name the first ones by primary key."""
    return ", ".join(learners[:NAMED]) + (", and more" if len(learners) > NAMED else "")
