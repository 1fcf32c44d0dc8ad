"""Joining the embedded PostgreSQL, starting it if nobody has.

`join` holds a shared lock for as long as the process lives. keeper.py, the server's parent, stops the server
when the last lock is gone.
"""

import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from roadmap_site.local import locks
from roadmap_site.local.binaries import programs
from roadmap_site.local.places import PROJECT, LocalError, Place, make_open, place_of, server_status

PATIENCE = 30  # seconds to wait for a server that is stopping, or for another process that starts one

_guard = threading.Lock()
_held: int | None = None


def join() -> None:
    """Have the server run, and keep it running while this process lives. Said again, it looks again.

    Raise LocalError when that cannot be.
    """
    global _held
    place = place_of()
    with _guard, _obstacles_explained(place):
        if not place.root.exists():
            make_open(place.root)
            (place.root / "project").write_text(f"{PROJECT}\n")  # for whoever wonders later what this is
        if _held is None:
            _held = locks.take(place.lock("users"), fcntl.LOCK_SH)
        with locks.held(place.lock("start")):
            _ensure_running(place)


def leave() -> None:
    """Let the server stop, if nobody else uses it."""
    global _held
    with _guard:
        if _held is not None:
            os.close(_held)
            _held = None


def running() -> bool:
    """Whether any process of the server lives."""
    place = place_of()
    if not place.root.exists():
        return False
    lock = locks.try_to_take(place.lock("server"), fcntl.LOCK_SH)
    if lock is not None:
        os.close(lock)
    return lock is None


def _ensure_running(place: Place) -> None:
    deadline = time.monotonic() + PATIENCE
    while running():
        if server_status(place) == "ready":
            return
        if time.monotonic() > deadline:
            raise LocalError(f"The embedded PostgreSQL is neither ready nor gone; see {place.log}.")
        time.sleep(0.02)
    _start_keeper(place)


def _start_keeper(place: Place) -> None:
    command = [sys.executable, "-S", "-m", "roadmap_site.local.keeper", str(programs(place))]
    with place.log.open("a") as log:
        keeper = subprocess.Popen(  # noqa: S603
            command,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,  # Ctrl-C is for the programs that use the server
        )
    assert keeper.stdout is not None  # noqa: S101 - it is a pipe
    with keeper.stdout:
        said = keeper.stdout.readline().strip()
    keeper.wait()
    if said != "ready":
        raise LocalError(said.removeprefix("error: ") or f"The server's keeper failed; see {place.log}.")


@contextmanager
def _obstacles_explained(place: Place) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LocalError(f"The database in {place.root} cannot be used: {error.strerror}.") from error
