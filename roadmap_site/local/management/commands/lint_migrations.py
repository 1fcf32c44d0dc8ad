"""Ask squawk whether our migrations can be run while the site is in use."""

import subprocess
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

# Matters of taste, or decided otherwise by Django
EXCLUDED = (
    "prefer-bigint-over-int",
    "prefer-robust-stmts",
    "prefer-text-field",
    "require-statement-timeout",
)


class Command(BaseCommand):
    help = "Lint the SQL of this project's migrations with squawk."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        with TemporaryDirectory() as folder:
            for (app, name), migration in MigrationLoader(connection).disk_migrations.items():
                if _is_ours(migration) and not migration.initial:  # those only make new tables
                    Path(folder, f"{app}.{name}.sql").write_text(_sql(app, name))
            sys.exit(_squawk(folder))


def _is_ours(migration: object) -> bool:
    file = sys.modules[type(migration).__module__].__file__
    return file is not None and Path(file).is_relative_to(settings.BASE_DIR) and ".venv" not in file


def _sql(app: str, name: str) -> str:
    output = StringIO()
    call_command("sqlmigrate", app, name, stdout=output, no_color=True)
    return output.getvalue()


def _squawk(folder: str) -> int:
    program = Path(sys.executable).with_name("squawk")
    rules = [f"--exclude={','.join(EXCLUDED)}", "--pg-version=16"]
    return subprocess.run([program, *rules, *sorted(Path(folder).iterdir())], check=False).returncode  # noqa: S603
