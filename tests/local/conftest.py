from collections.abc import Iterator

import pytest

from tests.local.copies import Copy, copy_to

LONG = "a folder whose name, with spaces, is as long as a name may well be on the desk of somebody tidy"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """Where it is hardest: under a long path with spaces, in a folder that only its owner may enter."""
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o700)
    made = copy_to(closed / LONG / LONG)
    yield made
    made.remove()


@pytest.fixture
def copy_of_nothing(tmp_path) -> Iterator[Copy]:
    """A fresh copy, with neither a database nor anything else made."""
    made = copy_to(tmp_path / "cairn")
    yield made
    made.remove()
