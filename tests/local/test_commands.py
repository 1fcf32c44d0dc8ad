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


HERE = "__import__('django.db').db.connection.cursor().connection.info.dbname"


@pytest.fixture(scope="module")
def resting(copy):
    """A copy whose database is there, and does not run."""
    assert copy.manage("dbshell", stdin="SELECT 1").returncode == 0
    assert eventually(lambda: not copy.processes())
    return copy


def answer(copy) -> str:
    """What the database answers, whoever has been in the copy before."""
    return copy.ask(HERE)


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
            f"{HERE}; print('in', flush=True); input()",
        ],
        cwd=copy.folder,
        env=copy.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert waiting.stdout and waiting.stdout.readline() == "in\n"
    return waiting


def test_a_command_starts_the_database_and_takes_it_along(resting):
    assert answer(resting) == "cairn"
    assert eventually(lambda: not resting.processes())


@pytest.mark.full
def test_commands_at_the_same_moment_share_one_database(resting):
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(answer, [resting] * 5))

    assert answers == ["cairn"] * 5
    assert eventually(lambda: not resting.processes())


@pytest.mark.full
def test_the_database_stays_for_those_who_came_later(resting):
    with shell(resting) as first, shell(resting) as second:
        first.communicate("\n")
        server = servers(resting)

        assert answer(resting) == "cairn"
        assert servers(resting) == server
        second.communicate("\n")

    assert eventually(lambda: not resting.processes())


@pytest.mark.full
def test_a_killed_command_does_not_keep_the_database(resting):
    with shell(resting) as killed:
        killed.kill()

    assert eventually(lambda: not resting.processes())


@pytest.mark.parametrize(
    "command",
    [
        "lint_content",
        pytest.param("check", marks=pytest.mark.full),
        pytest.param("makemigrations --help", marks=pytest.mark.full),
        pytest.param("collectstatic --noinput -v0", marks=pytest.mark.full),
    ],
)
def test_what_needs_no_database_starts_none(resting, command):
    log = place_of(resting.folder).log
    before = log.read_bytes()

    done = resting.manage(*command.split())

    assert "Traceback" not in done.stderr
    assert log.read_bytes() == before


@pytest.fixture(scope="module")
def told(resting) -> list[str]:
    """What psql says, which comes with it."""
    asked = """
        SELECT current_setting('fsync'), current_setting('port');
        SELECT DISTINCT datlocprovider, datlocale FROM pg_database;
    """
    return resting.manage("dbshell", "--", "-tA", stdin=asked).stdout.splitlines()


def test_psql_comes_with_it(told):
    assert told[0] == "on|5432"


def test_the_database_sorts_by_code_point_in_utf_8(told):
    assert told[1:] == ["b|C.UTF-8"]


@pytest.mark.full
def test_a_keeper_that_is_killed_takes_the_database_along(resting):
    with shell(resting) as somebody:
        server = servers(resting)[0]
        kill(psutil.Process(server.ppid()))

        assert eventually(lambda: not server.is_running())
        assert answer(resting) == "cairn"
        somebody.communicate("\n")


@pytest.mark.full
def test_what_a_killed_server_left_is_no_obstacle(resting):
    """Its number may be another process's by now."""
    place = place_of(resting.folder)
    (place.data / "postmaster.pid").write_text(f"{os.getpid()}\n{place.data}\n")
    (place.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")

    assert answer(resting) == "cairn"


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
