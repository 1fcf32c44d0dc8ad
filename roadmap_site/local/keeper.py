"""Keeps the embedded PostgreSQL running while somebody uses it: the server's parent.

Whoever uses the server holds a shared lock on `users.lock`; the kernel lets go of it when they end, in
whatever way. The keeper waits for the exclusive lock, has it when nobody is left, and stops the server. The
server itself holds `server.lock`, in all of its processes: when that lock can be had, none of them is left.

    python -S -m roadmap_site.local.keeper PROGRAMS

says "ready" or "error: why" on its standard output. The standard library only.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from roadmap_site.local import locks
from roadmap_site.local.cluster import ROOM_TO_START, check_room, create_cluster, reason, server_command
from roadmap_site.local.dying import die_with_parent
from roadmap_site.local.places import LocalError, Place, make_private, place_of, server_status

PATIENCE = 60  # seconds until a start counts as failed; recovery after a crash may take some
MERCY = 2  # seconds for a stop by checkpoint; the crash recovery of the next start does it otherwise
LONGEST_LOG = 1 << 20


def main(programs: Path) -> int:
    if os.fork():  # nobody's child, so that it can outlive the process that started it
        return 0
    place = place_of()
    os.umask(0o077)
    try:
        # No process of an earlier server is left, and nobody starts another.
        held = locks.take(place.lock("server"))
        server = _start(programs, place, held)
    except (LocalError, OSError) as error:
        _say(f"error: {error}")
        return 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: server.send_signal(signal.SIGINT))
    _say("ready")
    os.dup2(2, 1)  # nobody waits at the other end any more
    threading.Thread(target=_stop_when_unused, args=(place, server), daemon=True).start()
    return server.wait()


def _say(line: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(line, flush=True)  # noqa: T201


def _start(programs: Path, place: Place, held: int) -> subprocess.Popen[bytes]:
    make_private(place.sockets, place.uid)
    if not place.data.exists():
        create_cluster(programs, place)
    check_room(place.root, ROOM_TO_START)
    # We have the server's lock, so whatever these say, they are left from one that was killed.
    for stale in (place.data / "postmaster.pid", *place.sockets.iterdir()):
        stale.unlink(missing_ok=True)
    log = _open_log(place.log)
    began = os.lseek(log, 0, os.SEEK_END)
    server = subprocess.Popen(  # noqa: S603
        server_command(programs, place),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=[held],
        env={"LC_ALL": "C", "TZ": "UTC"},
        preexec_fn=die_with_parent(),
        user=place.uid,
        group=place.uid,
        extra_groups=[] if place.uid else None,
    )
    deadline = time.monotonic() + PATIENCE
    while server_status(place) != "ready":
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            said = os.pread(log, LONGEST_LOG, began).decode(errors="replace")
            raise LocalError(f"PostgreSQL did not start: {reason(said)} ({place.log} has more)")
        time.sleep(0.02)
    os.close(log)
    return server


def _open_log(path: Path) -> int:
    if path.exists() and path.stat().st_size > LONGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)


def _stop_when_unused(place: Place, server: subprocess.Popen[bytes]) -> None:
    users = os.open(place.lock("users"), os.O_RDWR)
    fcntl.flock(users, fcntl.LOCK_EX)
    server.send_signal(signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(MERCY)
        return
    server.send_signal(signal.SIGQUIT)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
