"""`make run`: the database, the web server and the Celery worker, from one command."""

import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Callable

from roadmap_site.local import locks, postgres
from roadmap_site.local.children import Child, Interrupted, Signals
from roadmap_site.local.places import VAR, LocalError, note_port
from roadmap_site.local.prepared import is_prepared, note_prepared
from roadmap_site.probe import is_ready, site_name

HOST = "127.0.0.1"
LOCAL = "DATABASE_URL" not in os.environ
PATIENCE = 60  # seconds until the web server must answer
ASKING = 2  # seconds for one question, so that a server that has died in between is noticed
MERCY = 1.5  # seconds that the programs have to stop by themselves
MERCY_FOR_DATABASE = 1.2

LONELY = ("--without-gossip", "--without-mingle", "--without-heartbeat")
CELERY = ("celery", "--quiet", "-A", "roadmap_site.local.worker")
WORKER = (*CELERY, "worker", "--pool=solo", "--loglevel=error", *LONELY)


def run(port: int) -> int:
    signals = Signals()
    children: list[Child] = []
    try:
        with listen(port) as listener:
            start(port, listener, signals, children)
            while True:
                signals.wait(1)
                mend(children)
    except Interrupted:
        say("Stopping")
        return 0
    except LocalError as error:
        if str(error):
            complain(str(error))
        return 1
    except OSError as error:
        complain(f"{error.filename or 'Cairn'}: {error.strerror}.")
        return 1
    finally:
        stop(children)


def start(port: int, listener: socket.socket, signals: Signals, children: list[Child]) -> None:
    VAR.mkdir(exist_ok=True)
    note_port(port)
    if LOCAL:
        say("Starting PostgreSQL")
        postgres.join()
    prepare(signals, children)
    say("Starting the web server and the worker")
    web = web_server(port, listener)
    children.append(web)
    web.start()
    start_worker(children)
    if not signals.wait_until(lambda: answers(port, web), PATIENCE):
        raise LocalError(f"The web server did not answer within {PATIENCE} s.")
    say(f"Cairn is ready at http://{HOST}:{port}/")
    if LOCAL:
        say("Sign in as learner@cairn.example, mentor@cairn.example or admin@cairn.example")
        say("with the password cairn-demo. Ctrl-C stops everything.")


def listen(port: int) -> socket.socket:
    """Bound before anything else is done; handed to the web server, and to the next one if that dies."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        why = (
            "is in use by another program"
            if error.errno == errno.EADDRINUSE
            else f"is refused: {error.strerror}"
        )
        raise LocalError(f"Port {port} {why}. Choose another one: make run PORT={port + 1}") from None
    return listener


def prepare(signals: Signals, children: list[Child]) -> None:
    """Migrations, content and static files, when something has changed since the last time."""
    with locks.held(VAR / "prepare.lock", PATIENCE):
        if LOCAL and is_prepared():  # of another database nothing is known here
            return
        preparation = Child("preparation", ("roadmap_site.local.prepare",), signal.SIGKILL)
        children.append(preparation)
        preparation.start()
        signals.wait_until(lambda: preparation.status is not None, float("inf"))
        children.remove(preparation)
        if preparation.status:
            raise LocalError  # it has said why
        if LOCAL:
            note_prepared()


def web_server(port: int, listener: socket.socket) -> Child:
    socket_option = f"--bind=fd://{listener.fileno()}"
    module = ("gunicorn", "-c", "python:roadmap_site.serving", socket_option, "--graceful-timeout=1")
    return Child(
        "web server",
        module,
        signal.SIGTERM,
        {"PORT": str(port), "WATCH_CONTENT": "yes"},
        (listener.fileno(),),
    )


def answers(port: int, web: Child) -> bool:
    if web.status is not None:
        raise LocalError(f"The web server ended with status {web.status}; the lines above say why.")
    return is_ready(port, HOST if LOCAL else site_name(), ASKING)


def start_worker(children: list[Child]) -> bool:
    """One to a folder: where another supervisor has it, ours waits until that has gone."""
    lock = locks.try_to_take(VAR / "worker.lock")
    if lock is None:
        return False
    worker = Child("worker", WORKER, signal.SIGKILL, silent=True)  # Celery says good-bye at Ctrl-C
    worker.start()
    children.append(worker)
    return True


def mend(children: list[Child]) -> None:
    """Start again whatever has ended without being asked."""
    for child in children:
        if child.status is not None:
            say(f"The {child.name} ended with status {child.status}; starting it again")
            child.start_again()
    if len(children) == 1 and start_worker(children):
        say("Starting the worker")
    if LOCAL and not postgres.running():
        say("PostgreSQL ended; starting it again")
        postgres.join()


def stop(children: list[Child]) -> None:
    """Politely, but in less than three seconds altogether."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in children:
        child.ask_to_stop()
    _wait(lambda: all(child.status is not None for child in children), MERCY)
    for child in children:
        child.kill()
    postgres.leave()
    _wait(lambda: not postgres.running(), MERCY_FOR_DATABASE)


def _wait(done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.02)


def complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
