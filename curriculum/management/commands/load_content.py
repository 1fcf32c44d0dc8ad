"""Make the content files what learners see, all or nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from curriculum.content import read_catalog
from curriculum.loading.identity import BrokenIdentity, anywhere
from curriculum.loading.load import Orders, Outcome, Refused, load
from curriculum.loading.releases import LoadBusy
from curriculum.loading.source import source_of
from curriculum.models import Release

BUSY = 3


class Command(BaseCommand):
    help = "Load the content files. All or nothing; running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=Path(settings.CONTENT_DIR), metavar="PATH")
        parser.add_argument("--plan", default="", metavar="ID", help="apply only this plan of plan_content")
        parser.add_argument(
            "--allow-retire", type=int, default=0, metavar="N", help="marks on topics that go"
        )
        parser.add_argument("--rollback", action="store_true", help="return to an older release's content")
        parser.add_argument(
            "--draft", action="store_true", help="replace the last draft, as the watcher does"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["path"].resolve()
        source = source_of(folder)
        current = Release.objects.current()
        if current and (current.source_digest, current.renderer) == (source.digest, source.renderer):
            self.stdout.write(f"Nothing has changed since {current}.")
            return
        reading = read_catalog(folder)
        if reading.catalog is None:
            raise CommandError("\n".join(str(error) for error in reading.errors))
        orders = Orders(options["plan"], options["allow_retire"], options["rollback"], options["draft"])
        try:
            outcome = load(
                reading.catalog,
                at=timezone.now(),
                orders=orders,
                source=source,
                where=lambda id: reading.positions.get(id) or anywhere(id),
                say=self._say,
            )
        except BrokenIdentity as broken:
            raise CommandError("\n".join(str(error) for error in broken.errors)) from None
        except LoadBusy:
            raise CommandError(
                "Another load is running; try again when it is done.", returncode=BUSY
            ) from None
        except Refused as refused:
            raise CommandError(f"Refused: {refused}.", returncode=refused.exit_code) from None
        self._report(outcome)

    def _say(self, words: str) -> None:
        self.stdout.write(f"  {words}")

    def _report(self, outcome: Outcome) -> None:
        if outcome.changed:
            self.stdout.write(f"Loaded as {outcome.release}: {len(outcome.plan.changes)} changes.")
        else:
            self.stdout.write(f"Nothing has changed since {outcome.release}.")
