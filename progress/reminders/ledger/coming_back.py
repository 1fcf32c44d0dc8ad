"""A database that was gone may be back in a moment."""

from collections.abc import Callable
from contextlib import suppress
from time import sleep

from django.db import Error, connection

WAITS = (1, 2, 4, 8)  # seconds


def once_it_is_back(tell: Callable[[], None]) -> None:
    """Call it, again and again for a quarter of a minute. Raise what it raises at last."""
    for seconds in WAITS:
        with suppress(Error):
            return tell()
        connection.close()
        sleep(seconds)
    return tell()
