"""`make run` on a fresh machine, and on one with too little room. Slow: it installs everything."""

import shutil
import subprocess

import pytest

from roadmap_site.local.places import place_of
from tests.local.copies import Copy, Run, copy_to, eventually

pytestmark = pytest.mark.full


@pytest.fixture
def small(tmp_path):
    """A copy whose database lies on a file system of its own, with room for 250 MB."""
    copy = copy_to(tmp_path / "cairn")
    place = place_of(copy.folder)
    place.root.mkdir(parents=True)
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=250m", "cairn", place.root], check=False
    ).returncode:
        pytest.skip("only root may mount a small file system")
    yield copy
    eventually(lambda: not copy.processes())
    subprocess.run(["umount", "--lazy", place.root], check=True)
    copy.remove()


def fill(copy: Copy, leave: int) -> None:
    """All but so many bytes of its file system."""
    root = place_of(copy.folder).root
    with (root / "filling").open("wb") as filling:
        filling.write(bytes(shutil.disk_usage(root).free - leave))


def test_make_run_installs_runs_and_ends_with_make(copy_of_nothing):
    run = Run(copy_of_nothing, ["make", "run"])
    try:
        run.wait_until_ready()
        assert run.answers()
        run.process.kill()

        assert eventually(lambda: not copy_of_nothing.processes())
    finally:
        run.end()


def test_a_disk_too_full_to_begin_on(small):
    fill(small, leave=100 << 20)

    done = small.call("-m", "roadmap_site.local")

    assert done.returncode == 1
    assert done.stderr.startswith("The disk is full: ") and done.stderr.count("\n") == 1


@pytest.mark.xdist_group("copy")
def test_a_disk_that_fills_up_loses_nothing(small, ready):
    small.begin_with(ready)
    with small.running() as run:
        fill(small, leave=0)
        wide = "Release.objects.create(digest='x', at='2026-01-01T00:00Z', changes=['y' * 10**8])"
        done = small.manage("shell", "-v0", "-c", wide)

        assert "disk is full" in done.stderr and "Traceback" not in done.stderr
        assert run.answers()

    (place_of(small.folder).root / "filling").unlink()
    with small.running() as run:
        assert run.answers()
        assert small.sql("SELECT count(*) > 0 FROM learning_mark") == [(True,)]
