"""`manage.py` in local mode: with the embedded database when a command needs it, and only then."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from roadmap_site.local.places import place_of
from tests.local.copies import command_of, eventually, kill

pytestmark = pytest.mark.xdist_group("copy")


@pytest.fixture(scope="module")
def migrated(copy):
    """A copy whose database is there, and does not run."""
    assert copy.manage("migrate", "-v0").returncode == 0
    assert eventually(lambda: not copy.processes())
    return copy


def nobody(copy) -> str:
    """What the database answers, whoever has been in the copy before."""
    return copy.ask("User.objects.filter(email='').count()")


def servers(copy) -> list[psutil.Process]:
    return [process for process in copy.processes() if " -D " in command_of(process)]


def shell(copy) -> subprocess.Popen[str]:
    """One that goes on until it is told something."""
    waiting = subprocess.Popen(
        [
            sys.executable,
            "manage.py",
            "shell",
            "-v0",
            "-c",
            "User.objects.count(); print('in', flush=True); input()",
        ],
        cwd=copy.folder,
        env=copy.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert waiting.stdout and waiting.stdout.readline() == "in\n"
    return waiting


def test_a_command_starts_the_database_and_takes_it_along(migrated):
    assert nobody(migrated) == "0"
    assert eventually(lambda: not migrated.processes())


@pytest.mark.full
def test_commands_at_the_same_moment_share_one_database(migrated):
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(nobody, [migrated] * 5))

    assert answers == ["0"] * 5
    assert eventually(lambda: not migrated.processes())


@pytest.mark.full
def test_the_database_stays_for_those_who_came_later(migrated):
    with shell(migrated) as first, shell(migrated) as second:
        first.communicate("\n")
        server = servers(migrated)

        assert nobody(migrated) == "0"
        assert servers(migrated) == server
        second.communicate("\n")

    assert eventually(lambda: not migrated.processes())


@pytest.mark.full
def test_a_killed_command_does_not_keep_the_database(migrated):
    with shell(migrated) as killed:
        killed.kill()

    assert eventually(lambda: not migrated.processes())


@pytest.mark.parametrize(
    "command",
    [
        "lint_content",
        pytest.param("check", marks=pytest.mark.full),
        pytest.param("makemigrations --help", marks=pytest.mark.full),
        pytest.param("collectstatic --noinput -v0", marks=pytest.mark.full),
    ],
)
def test_what_needs_no_database_starts_none(migrated, command):
    log = place_of(migrated.folder).log
    before = log.read_bytes()

    done = migrated.manage(*command.split())

    assert "Traceback" not in done.stderr
    assert log.read_bytes() == before


def test_psql_comes_with_it(migrated):
    done = migrated.manage(
        "dbshell", "--", "-tA", stdin="SELECT current_setting('fsync'), current_setting('port')"
    )

    assert done.stdout == "on|5432\n"


def test_the_database_sorts_by_code_point_in_utf_8(migrated):
    done = migrated.manage("dbshell", "--", "-tA", stdin="SELECT datlocprovider, datlocale FROM pg_database")

    assert set(done.stdout.split()) == {"b|C.UTF-8"}


@pytest.mark.full
def test_a_keeper_that_is_killed_takes_the_database_along(migrated):
    with shell(migrated) as somebody:
        server = servers(migrated)[0]
        kill(psutil.Process(server.ppid()))

        assert eventually(lambda: not server.is_running())
        assert nobody(migrated) == "0"
        somebody.communicate("\n")


@pytest.mark.full
def test_what_a_killed_server_left_is_no_obstacle(migrated):
    """Its number may be another process's by now."""
    place = place_of(migrated.folder)
    (place.data / "postmaster.pid").write_text(f"{os.getpid()}\n{place.data}\n")
    (place.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")

    assert nobody(migrated) == "0"


@pytest.mark.full
def test_a_cluster_half_made_is_made_again(copy_of_nothing):
    place = place_of(copy_of_nothing.folder)
    (place.root / "data.new").mkdir(parents=True)
    (place.root / "data.new" / "PG_VERSION").write_text("1")

    assert copy_of_nothing.manage("dbshell", stdin="SELECT 1").returncode == 0


def test_a_letter_that_the_terminal_lacks_is_no_reason_to_stop(copy, tmp_path):
    (tmp_path / "concepts.yaml").write_text("concepts: [{title: Höhle}]")

    done = copy.call("manage.py", "lint_content", str(tmp_path), PYTHONIOENCODING="ascii")

    assert done.returncode == 1
    assert r"add `id: \u2026` here" in done.stdout
