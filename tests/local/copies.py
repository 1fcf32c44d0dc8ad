"""Copies of the project in places of their own, run as a person would run them."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg

from roadmap_site.local.places import PROJECT, make_open, place_of

LEFT_OUT = shutil.ignore_patterns(".*", "var", "tests", "bench", "docs")
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clean_environment() -> dict[str, str]:
    """Ours, without what the tests or a developer have set for the site."""
    document = (PROJECT / "docs" / "configuration.md").read_text()
    ours = {*re.findall(r"`([A-Z][A-Z_]+)`", document), "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def eventually(true: Callable[[], object], within: float = 20) -> bool:
    deadline = time.monotonic() + within
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@dataclass
class Copy:
    folder: Path
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=clean_environment)
    python: str = sys.executable
    user: int | None = None

    def manage(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return self.call("manage.py", *arguments, stdin=stdin)

    def call(self, *arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, *arguments],
            cwd=self.folder,
            env=self.environment | {"PORT": str(self.port)} | environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
            check=False,
        )

    def ask(self, expression: str) -> str:
        """What Python prints of an expression over the models, in a `manage.py shell`."""
        done = self.manage("shell", "-v0", stdin=f"print({expression})")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database answers, while it runs."""
        place = place_of(self.folder)
        with psycopg.connect(host=str(place.sockets), user="cairn", dbname="cairn") as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def begin_with(self, other: "Copy") -> None:
        """Have what the other one, which rests, has made ready: the database and the static files."""
        here, there = place_of(self.folder), place_of(other.folder)
        make_open(here.root)
        shutil.copytree(there.data, here.data)
        for path in (here.data, *here.data.rglob("*")):
            os.chown(path, -1 if here.uid is None else here.uid, -1)
        shutil.copytree(other.folder / "var" / "static", self.folder / "var" / "static")
        self.note_prepared()

    def note_prepared(self) -> None:
        done = self.call("-c", "from roadmap_site.local.prepared import note_prepared as note; note()")
        assert done.returncode == 0, done.stderr

    @contextmanager
    def running(self) -> Iterator["Run"]:
        run = Run(self)
        try:
            run.wait_until_ready()
            yield run
        finally:
            run.end()

    def processes(self) -> list[psutil.Process]:
        """All that work in this copy, or for its database, however they were started."""
        places = (str(self.folder), str(place_of(self.folder).root))
        return [process for process in psutil.process_iter() if _lives_in(process, places)]

    def remove(self) -> None:
        kill(*self.processes())
        assert eventually(lambda: not self.processes())
        place = place_of(self.folder)
        for folder in (place.root, place.sockets, self.folder):
            shutil.rmtree(folder, ignore_errors=True)


class Run:
    """`python -m roadmap_site.local`, the program of `make run`; or a command that starts it."""

    def __init__(self, copy: Copy, command: Sequence[str] = ()) -> None:
        self.copy = copy
        self.said: list[str] = []
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            command or [copy.python, "-m", "roadmap_site.local"],
            cwd=copy.folder,
            env=copy.environment | {"PORT": str(copy.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            user=copy.user,
            group=copy.user,
            extra_groups=None if copy.user is None else [],
        )

    def wait_until_ready(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if "Ctrl-C" in line:
                self.ready_after = time.monotonic() - self.began
                return
        raise AssertionError("\n".join(self.said))

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.copy.port}{path}", timeout=10) as response:
            return response.read()

    def answers(self) -> bool:
        try:
            return self.get("/readyz/") == b"ok\n"
        except OSError:
            return False

    def named(self, words: str) -> list[psutil.Process]:
        """Those with a command line like `python -m celery --quiet -A … worker`: "celery worker"."""
        pattern = re.compile(rf"\b{'.* '.join(words.split())}\b")
        return [process for process in self.copy.processes() if pattern.search(command_of(process))]

    def interrupt(self) -> float:
        """Press Ctrl-C; return the seconds until it has ended."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        return time.monotonic() - began

    def end(self) -> None:
        if self.process.poll() is None:
            self.interrupt()
        assert self.process.stdout
        self.process.stdout.close()


def copy_to(folder: Path) -> Copy:
    shutil.copytree(PROJECT, folder, ignore=LEFT_OUT)
    return Copy(folder)


def kill(*processes: psutil.Process) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def command_of(process: psutil.Process) -> str:
    """Nothing of one that has just ended."""
    with suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def _lives_in(process: psutil.Process, places: tuple[str, ...]) -> bool:
    try:
        at = process.cwd()
        here = any(at == place or at.startswith(f"{place}/") for place in places)
        return here and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
