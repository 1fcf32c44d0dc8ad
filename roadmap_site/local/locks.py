"""Locks on files: the kernel gives them back when their holder has ended, in whatever way."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from roadmap_site.local.places import LocalError

PATIENCE = 30  # seconds


def take(path: Path, kind: int = fcntl.LOCK_EX, patience: float = PATIENCE) -> int:
    """Return the descriptor that holds the lock; closing it gives the lock back."""
    deadline = time.monotonic() + patience
    while (lock := try_to_take(path, kind)) is None:
        if time.monotonic() > deadline:
            raise LocalError(f"Another process has held {path} for {patience} s.")
        time.sleep(0.01)
    return lock


def try_to_take(path: Path, kind: int = fcntl.LOCK_EX) -> int | None:
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


@contextmanager
def held(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    lock = take(path, patience=patience)
    try:
        yield
    finally:
        os.close(lock)
