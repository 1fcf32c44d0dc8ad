"""Make the content files what learners see, all or nothing."""

import os
from argparse import ArgumentTypeError
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from curriculum.loading.load import Orders, Outcome, load_folder
from curriculum.loading.plan_text import plan_summary
from curriculum.loading.refusals import ContentErrors, Refused

PATIENCE = 1.0  # seconds of silence, after which it says what it is doing


def _marks(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    raise ArgumentTypeError(f"{text} isn't a number of marks: write 0 or more, as the plan says")


class Command(BaseCommand):
    help = (
        "Load the content files: all or nothing, and nothing the second time. Exit codes: 0 loaded, or "
        "nothing to do, 1 the files are wrong, or an id is lost or used again, 2 it would retire topics that "
        "learners have marked, 3 another load is running, 4 the plan no longer matches, 5 an older release "
        "had this content."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=Path(settings.CONTENT_DIR), metavar="PATH")
        parser.add_argument("--plan", default="", metavar="ID", help="apply only this plan of plan_content")
        parser.add_argument(
            "--allow-retire",
            type=_marks,
            default=0,
            metavar="N",
            help="retire topics that have exactly N marks of learners, all taken together, as the plan says",
        )
        parser.add_argument("--rollback", action="store_true", help="return to an older release's content")
        parser.add_argument(
            "--draft", action="store_true", help="replace the last draft, as the watcher does"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.started = monotonic()
        orders = Orders(options["plan"], options["allow_retire"], options["rollback"], options["draft"])
        try:
            outcome = load_folder(
                Path(os.path.realpath(options["path"])),
                at=timezone.now(),
                orders=orders,
                say=self._say_when_slow,
            )
        except ContentErrors as wrong:
            raise CommandError(str(wrong)) from None
        except Refused as refused:
            words = str(refused)
            raise CommandError(
                f"{words[0].upper()}{words[1:]}. Nothing was loaded.", returncode=refused.exit_code
            ) from None
        self._report(outcome, verbosity=options["verbosity"])

    def _say_when_slow(self, words: str) -> None:
        passed = monotonic() - self.started
        if passed > PATIENCE:
            self.stdout.write(f"  {passed:4.1f} s  {words}")

    def _report(self, outcome: Outcome, *, verbosity: int) -> None:
        if outcome.changed:
            self.stdout.write(f"Loaded as {outcome.release}: {plan_summary(outcome.plan)}")
        elif verbosity:
            self.stdout.write(f"Nothing has changed since {outcome.release}.")
