"""What a person can mend gets one line; what a programmer must mend, its traceback."""

import errno
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.errors import DiskFull

from roadmap_site.database.base import DatabaseWrapper, UnusableDatabase
from roadmap_site.environment import CannotStart
from roadmap_site.local.places import LocalError

ENDED_BY_PIPE = 141  # 128 and SIGPIPE, as shells tell it


@contextmanager
def refusals_in_one_line() -> Iterator[None]:
    try:
        yield
    except (LocalError, UnusableDatabase) as error:
        raise CannotStart(str(error)) from None
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            why = f"The disk is full: {error.filename or 'a file'} could not be written."
        elif isinstance(error.__cause__, DiskFull):
            why = f"The database's disk is full: {error.__cause__.diag.message_primary}."
        else:
            raise
        raise CannotStart(why) from None


@contextmanager
def done_when_nobody_reads() -> Iterator[None]:
    """End as `cat` does where the output goes to a program that has read enough, such as `head`."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        if not _is_unread():
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at its end
        raise SystemExit(ENDED_BY_PIPE) from None


def _is_unread() -> bool:
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


def refuse_unusable_database() -> None:
    """For programs that go on for long: say at once, in one line, what their first visitor would run into."""
    database = cast(DatabaseWrapper, connections[DEFAULT_DB_ALIAS])
    with refusals_in_one_line():
        database.try_connecting()
