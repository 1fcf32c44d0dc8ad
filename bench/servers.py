"""The database and the web server, started as `make run` does."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil
import psycopg

from bench.browser import Browser, Connection
from roadmap_site.local import postgres
from roadmap_site.local.dying import die_with_parent
from roadmap_site.local.places import PROJECT, VAR, place_of
from roadmap_site.local.supervisor import listen, web_server

SMALL, LARGE = "cairn", "cairn_large"  # databases: with the content that is shipped, with a made-up one
SEARCHED = "cairn_searched"  # with a larger one
COHORTS = "cairn_cohorts"  # with one long roadmap, and many who are on it
EMPTY = "cairn_empty"  # copied for the others
LARGE_CONTENT, SEARCHED_CONTENT, LONG_CONTENT = VAR / "catalogue", VAR / "searched", VAR / "long"
CONTENT = {LARGE: LARGE_CONTENT, SEARCHED: SEARCHED_CONTENT, COHORTS: LONG_CONTENT}
PATIENCE = 30  # seconds


def environment(database: str, **more: str) -> dict[str, str]:
    ours = {"DJANGO_SETTINGS_MODULE": "bench.settings", "BENCH_DATABASE": database, "WEB_PROCESSES": "1"}
    content = {"BENCH_CONTENT": str(CONTENT[database])} if database in CONTENT else {}
    return {**os.environ, **ours, **content, **more}


def python(*module: str, database: str) -> float:
    """Run `python -m module …` or a file, and return the seconds it took. Raise CalledProcessError."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *module],
        cwd=PROJECT,
        env=environment(database),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    took = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"{' '.join(module)} ended with status {done.returncode}:\n{done.stdout}")
    return took


def manage(*command: str, database: str) -> float:
    return python("manage.py", *command, database=database)


@contextmanager
def embedded_database() -> Iterator[None]:
    postgres.join()
    try:
        yield
    finally:
        postgres.leave()
        wait_for_database_to_stop()


def wait_for_database_to_stop() -> None:
    deadline = time.monotonic() + PATIENCE
    while postgres.running() and time.monotonic() < deadline:
        time.sleep(0.05)


def create_database(name: str) -> None:
    """With all tables, and nothing in them: a copy of one that is migrated when it is first wanted."""
    with connected("postgres") as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [EMPTY]).fetchone()
        if there is None:
            connection.execute(f'CREATE DATABASE "{EMPTY}"')
            manage("migrate", database=EMPTY)
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{EMPTY}"')


def analyze(name: str) -> None:
    """Collect the statistics that autovacuum would within a minute or two."""
    with connected(name) as connection:
        connection.execute("ANALYZE")


def any_topic(database: str) -> int:
    """Return a primary key."""
    with connected(database) as connection:
        row = connection.execute("SELECT min(id) FROM curriculum_topic").fetchone()
    assert row
    return int(row[0])


def connected(database: str) -> psycopg.Connection[tuple[Any, ...]]:
    where = str(place_of().sockets)
    return psycopg.connect(host=where, user="cairn", dbname=database, autocommit=True)


@dataclass
class Server:
    port: int
    worker: psutil.Process

    def connect(self) -> Connection:
        return Connection(self.port)

    def cpu_seconds(self) -> float:
        times = self.worker.cpu_times()
        return float(times.user + times.system)


@contextmanager
def serve(database: str, **more: str) -> Iterator[Server]:
    """The production server with one worker; `more` goes into its environment."""
    with listen(0) as listener:
        port = listener.getsockname()[1]
        web = web_server(port, listener)
        process = _start(web.module, environment(database, **web.environment, **more), listener.fileno())
    try:
        _wait_until_ready(process, port)
        (worker,) = psutil.Process(process.pid).children()
        yield Server(port, worker)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _start(module: object, env: Mapping[str, str], listener: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *module],  # type: ignore[misc]
        cwd=PROJECT,
        env=env,
        pass_fds=[listener],
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )


def _wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    connection = Connection(port)
    status = 0
    deadline = time.monotonic() + PATIENCE
    while status != 200 and time.monotonic() < deadline:
        assert process.poll() is None, "the web server has ended"
        status = Browser(connection).get("/readyz/").status
    connection.close()
    assert status == 200, f"the web server answers {status}"
