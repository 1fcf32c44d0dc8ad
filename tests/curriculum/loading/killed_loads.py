"""A program for test_killed.py: loads that are killed at their n-th statement.

It reads numbers, a line each; forks a process that loads `after()` and kills itself as it is about to
send that statement; and answers with a line when that is dead. It holds no connection itself.
"""

import json
import os
import signal
import sys
from typing import Any

import django


def main() -> None:
    from django.conf import settings

    import tests.settings as ours

    names = [name for name in dir(ours) if name.isupper()]
    options = {name: getattr(ours, name) for name in names}
    settings.configure(**options | {"DATABASES": {"default": json.loads(os.environ["KILLED_DATABASE"])}})
    django.setup()
    import tests.curriculum.loading.test_killed  # noqa: F401 -- once, before forking

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            load_until(int(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(status) else "done\n")
        sys.stdout.flush()


def load_until(statement: int) -> None:
    from django.db import connection

    from curriculum.loading.load import Orders, load
    from tests.curriculum.loading.test_killed import ALLOWED, AT, after

    sent = 0

    def count(execute: Any, *args: Any) -> Any:
        nonlocal sent
        sent += 1
        if sent == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*args)

    with connection.execute_wrapper(count):
        load(after(), at=AT, orders=Orders(allow_retire=ALLOWED))


if __name__ == "__main__":
    main()
