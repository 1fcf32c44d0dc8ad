"""Commands of the site, in one program: `python -m tests.faults.obeying`.

Each is a line of standard input, as JSON: a database, a command, its options. What it said is another.
"""

import json
import os
import sys
from io import StringIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from progress.reminders.schedule.planning import plan  # noqa: E402
from tests.faults.operator import PLANNING  # noqa: E402


def obey(database: str, command: str, *options: str) -> str:
    connection.settings_dict["NAME"] = database
    said = StringIO()
    if command == PLANNING:
        for _ in plan(timezone.now()):
            pass
    else:
        call_command(command, *options, stdout=said)
    connection.close()
    connection.close_pool()
    return said.getvalue()


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(obey(*json.loads(line))), flush=True)  # noqa: T201
