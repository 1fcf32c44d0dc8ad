"""What all processes of `make run` hold when nobody asks for anything."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from bench.browser import Browser, Connection
from bench.rows import ROADMAP, TOPIC
from bench.servers import PATIENCE, wait_for_database_to_stop
from roadmap_site.local.places import PROJECT

QUIET = 4  # seconds


def idle_memory() -> dict[str, object]:
    """In MB, shared pages divided among those who share them (PSS)."""
    with _running() as port:
        visitor = Browser(Connection(port))
        for path in ("/", ROADMAP, TOPIC):
            visitor.get(path)
        visitor.connection.close()
        time.sleep(QUIET)
        held = {process.pid: _held(process) for process in _family()}
    return {"mb": round(sum(held.values()) / 1e6, 1), "processes": len(held)}


def _held(process: psutil.Process) -> int:
    memory = process.memory_full_info()
    return int(getattr(memory, "pss", memory.uss))


def _family() -> set[psutil.Process]:
    """Whoever works in this copy of the project, and their children: PostgreSQL's work in its own folder."""
    found = set()
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.cwd() == str(PROJECT):
                found |= {process, *process.children(recursive=True)}
        except psutil.Error:
            continue
    return found


@contextmanager
def _running() -> Iterator[int]:
    """Everything that `make run` starts, on a port of its own."""
    connection = Connection(_free_port())
    process = subprocess.Popen(
        [sys.executable, "-m", "roadmap_site.local", "--with-parent"],
        cwd=PROJECT,
        env={**os.environ, "PORT": str(connection.port)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            print(f"  {line}", end="")
            if "Ctrl-C" in line:
                yield connection.port
                break
        else:
            raise SystemExit("The site did not start.")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        wait_for_database_to_stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
