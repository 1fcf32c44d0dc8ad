"""Say what a load would change, and whom it would touch."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from curriculum.loading.load import plan_folder
from curriculum.loading.plan_text import plan_lines
from curriculum.loading.refusals import Refused

RETIRES_MARKED = 2


class Command(BaseCommand):
    help = (
        "Compare the content files with what is loaded, and change nothing. "
        "Exit codes: 0 nothing that learners have marked would be retired, 1 the files are wrong, or an id "
        "is lost or used again, 2 topics that learners have marked would be retired."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=Path(settings.CONTENT_DIR), metavar="PATH")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan = plan_folder(Path(os.path.realpath(options["path"])), at=timezone.now())
        except Refused as refused:
            raise CommandError(str(refused), returncode=refused.exit_code) from None
        if options["json"]:
            self.stdout.write(json.dumps(plan.as_json(), indent=2, ensure_ascii=False))
        else:
            for line in plan_lines(plan):
                self.stdout.write(line)
        if plan.marks_retired:
            raise SystemExit(RETIRES_MARKED)
