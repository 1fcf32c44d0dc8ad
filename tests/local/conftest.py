from collections.abc import Iterator

import pytest

from tests.local.copies import Copy, copy_to, eventually

LONG = "a folder whose name, with spaces, is as long as a name may well be on the desk of somebody tidy"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """A copy in which nothing has run yet."""
    yield from copy_in_a_hard_place(tmp_path_factory)


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """A copy in which something may have run: prepared once for the files of the group "copy"."""
    yield from copy_in_a_hard_place(tmp_path_factory)


def copy_in_a_hard_place(folders: pytest.TempPathFactory) -> Iterator[Copy]:
    """Under a long path with spaces, in a folder that only its owner may enter."""
    closed = folders.mktemp("closed")
    closed.chmod(0o700)
    made = copy_to(closed / LONG / LONG)
    yield made
    made.remove()


@pytest.fixture(scope="session")
def ready(copy) -> Copy:
    """The same when everything was made ready, and rests."""
    with copy.running():
        pass
    assert eventually(lambda: not copy.processes())
    return copy


@pytest.fixture
def furnished(ready, copy_of_nothing) -> Copy:
    """Another one, which begins with what that has made ready; for files of the group "copy"."""
    assert eventually(lambda: not ready.processes())
    copy_of_nothing.begin_with(ready)
    return copy_of_nothing


@pytest.fixture
def copy_of_nothing(tmp_path) -> Iterator[Copy]:
    """Another one, in which nothing has run yet."""
    made = copy_to(tmp_path / "cairn")
    yield made
    made.remove()
