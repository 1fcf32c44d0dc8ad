"""The databases that tests run in: what is left of earlier runs goes, and new ones are copies."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

PROJECT = Path(__file__).parents[1]
OURS = ("curriculum", "progress", "roadmap_site")
ONE_AT_A_TIME = 0xCA12  # an advisory lock's
OTHERS = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
TEMPLATES = "template_cairn_"
FROM_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}


def drop_left_behind() -> None:
    """Runs that were killed leave databases behind, named by their processes."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(OTHERS, ["test_cairn_"])
        for (name,) in cursor.fetchall():
            if not _process_lives(name):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _process_lives(name: str) -> bool:
    number = re.match(r"test_cairn_(\d+)", name)
    if number is None:
        return True
    with suppress(PermissionError):
        try:
            os.kill(int(number[1]), 0)
        except ProcessLookupError:
            return False
    return True


def template() -> str:
    """Return the name of a database with all migrations, which is made once for them as they are."""
    name, half = f"{TEMPLATES}{_digest()}", f"{TEMPLATES}half"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])  # until the connection ends
        cursor.execute(OTHERS, [TEMPLATES])
        there = {found for (found,) in cursor.fetchall()}
        if name not in there:
            for other in there if settings.LOCAL else there & {half}:  # another server may be shared
                cursor.execute(f'DROP DATABASE "{other}"')
            cursor.execute(f'CREATE DATABASE "{half}"')
            with _connected_to(half):
                call_command("migrate", verbosity=0, interactive=False)
                _leave_statistics_alone()
            cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
    return name


def _digest() -> str:
    """Of our migrations, and of the versions that bring the others."""
    ours = (file for folder in OURS for file in (PROJECT / folder).glob("**/migrations/**/*.*"))
    files = [PROJECT / "requirements.txt", *sorted(ours)]
    content = b"".join(file.read_bytes() for file in files if file.suffix in {".txt", ".py", ".sql"})
    return hashlib.sha256(content).hexdigest()[:16]


def empty() -> None:
    """As after the migrations. TRUNCATE would make five hundred files anew, and Django its permissions."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("; ".join(f'DELETE FROM "{table}"' for table in set(tables) - FROM_MIGRATIONS))


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    _disconnect()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        _disconnect()
        connection.settings_dict["NAME"] = usual


def _disconnect() -> None:
    connection.close()
    connection.close_pool()


def _leave_statistics_alone() -> None:
    """Tests roll back: PostgreSQL would see empty tables now and then, and plan for such."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')
