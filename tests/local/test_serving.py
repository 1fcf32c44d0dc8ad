"""What the server does around its workers."""

import gc

import pytest

from roadmap_site import serving


@pytest.fixture
def thawed():
    yield
    gc.unfreeze()


def test_a_worker_never_looks_for_garbage_in_what_it_was_given(thawed):
    given = {"of the server": []}

    serving.pre_fork(None, None)

    assert gc.get_freeze_count() > 0
    assert all(one is not given for one in gc.get_objects())
