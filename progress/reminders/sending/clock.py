"""A clock that goes on while a process is stopped, and while the machine sleeps, and never backwards."""

import time


def running() -> float:
    """Return seconds since some instant."""
    return time.clock_gettime(_CLOCK)


_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # the latter sleeps with a Linux machine
