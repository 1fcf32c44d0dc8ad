"""One of several planners: `python -m tests.faults.planning ROUNDS [--unguarded]`.

A round begins when the director lets go of its advisory lock, so that all begin at once.
"""

import argparse
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.utils import timezone  # noqa: E402

from progress.reminders.schedule.planning import plan  # noqa: E402


def take_no_locks() -> None:
    """The control: rows are read as if nobody else did."""
    QuerySet.select_for_update = lambda rows, **_: rows


def wait_for(gate: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [gate])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.planning", description=__doc__)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--unguarded", action="store_true")
    asked = parser.parse_args()
    if asked.unguarded:
        take_no_locks()
    for number in range(1, asked.rounds + 1):
        wait_for(number)
        for _ in plan(timezone.now()):
            pass
    wait_for(asked.rounds + 1)


if __name__ == "__main__":
    main()
