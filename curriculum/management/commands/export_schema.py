"""Write the JSON Schemas of the content files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from curriculum.content.json_schema import outdated, schema_files


class Command(BaseCommand):
    help = "Write the JSON Schemas of the content files to content/schema/."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if they aren't current")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.CONTENT_DIR) / "schema"
        if options["check"]:
            if names := outdated(folder):
                raise CommandError(f"Not current: {', '.join(names)}. Run `manage.py export_schema`.")
            self.stdout.write("The schemas are current.")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in schema_files().items():
            (folder / name).write_text(text, encoding="utf-8")
        self.stdout.write(f"Wrote {len(schema_files())} schemas to {folder}.")
