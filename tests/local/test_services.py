"""The commands of docker-compose.yml, on a PostgreSQL and a Redis of their own, without containers."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest
import yaml

from roadmap_site.local import postgres
from roadmap_site.local.places import PROJECT, place_of
from tests.local.copies import PATIENCE, clean_environment, eventually, free_port
from tests.programs import redis_server

SERVICES = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]
CONNECTED_TO = "__import__('django.db').db.connection.cursor().connection.info.host"
CHECK = SERVICES["web"]["healthcheck"]["test"][1:]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    postgres.join()
    name, sockets = f"test_cairn_{os.getpid()}_services", str(place_of().sockets)
    with psycopg.connect(host=sockets, user="cairn", dbname="postgres", autocommit=True) as connection:
        for database in (name, f"{name}_bare"):
            connection.execute(f'CREATE DATABASE "{database}"')
        yield f"postgres://cairn@/{name}?host={quote(sockets)}"
        for database in (name, f"{name}_bare"):
            connection.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


@pytest.fixture(scope="module")
def redis(tmp_path_factory) -> Iterator[str]:
    port = free_port()
    folder = tmp_path_factory.mktemp("redis")
    command = [redis_server(), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    with ended(subprocess.Popen([*command, *SERVICES["redis"]["command"][1:]], stdout=subprocess.DEVNULL)):
        yield f"redis://127.0.0.1:{port}/0"


@pytest.fixture(scope="module")
def environment(database, redis) -> dict[str, str]:
    """Of a site as in the compose file, with the addresses of this machine."""
    port = free_port()
    return clean_environment() | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "SECRET_KEY": "x" * 50,
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "BIND": f"127.0.0.1:{port}",
        "PORT": str(port),
    }


@contextmanager
def ended(process: subprocess.Popen) -> Iterator[subprocess.Popen]:
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def call(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


def is_listened_to(environment: dict[str, str]) -> bool:
    """Soon, on the site's port; its workers answer then, or in a moment."""
    with socket.socket() as probe:
        return eventually(lambda: probe.connect_ex(("127.0.0.1", int(environment["PORT"]))) == 0)


@pytest.mark.full
def test_the_services_come_up_and_work(environment, database):
    setup = call(SERVICES["setup"]["command"], environment)
    assert setup.returncode == 0, setup.stderr
    with ExitStack() as stack:
        for name in ("web", "worker", "beat"):
            command = SERVICES[name]["command"]
            stack.enter_context(ended(subprocess.Popen(command, cwd=PROJECT, env=environment)))

        with psycopg.connect(database) as sessions:
            sessions.execute("INSERT INTO django_session VALUES ('old', '', '2020-01-01T00:00Z')")
        ask(environment, "__import__('roadmap_site.tasks', fromlist='_').forget_expired_sessions.delay()")
        assert is_listened_to(environment)
        assert call(CHECK, environment).returncode == 0
        with psycopg.connect(database, autocommit=True) as sessions:
            assert eventually(lambda: not sessions.execute("SELECT FROM django_session").fetchall())


def test_a_site_without_tables_is_alive_and_not_ready(environment, database):
    bare = environment | {"DATABASE_URL": database.replace("services", "services_bare")}
    alive = [
        "python",
        "-c",
        "import os, urllib.request as r; r.urlopen(os.environ['SITE_URL'] + '/healthz/')",
    ]

    with ended(subprocess.Popen(SERVICES["web"]["command"], cwd=PROJECT, env=bare)):
        assert is_listened_to(bare)
        assert call(alive, bare).returncode == 0
        assert call(CHECK, bare).returncode == 1


@pytest.mark.full
def test_a_sockets_folder_may_stand_where_the_host_does(environment, database):
    sockets = str(place_of().sockets)
    address = f"postgres://cairn@{quote(sockets, safe='')}{urlsplit(database).path}"

    answer = ask(environment | {"DATABASE_URL": address}, CONNECTED_TO)

    assert answer == sockets


def ask(environment: dict[str, str], expression: str) -> str:
    return call(
        ["python", "manage.py", "shell", "-v0", "-c", f"print({expression})"], environment
    ).stdout.strip()


def test_every_variable_of_the_compose_file_is_described():
    document = (PROJECT / "docs" / "configuration.md").read_text()

    assert all(f"`{name}`" in document for name in SERVICES["web"]["environment"])
