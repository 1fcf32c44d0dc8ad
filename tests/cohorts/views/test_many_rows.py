"""While a page of many rows is made nobody looks for garbage among them."""

import gc

import pytest

from progress.cohorts.views.many_rows import many_rows


@many_rows
def view(request, place):
    assert not gc.isenabled()
    return place()


def fails():
    raise ZeroDivisionError


def test_it_is_looked_for_again_afterwards():
    assert view(None, lambda: "a page") == "a page"

    assert gc.isenabled()


def test_it_is_looked_for_again_after_a_fault():
    with pytest.raises(ZeroDivisionError):
        view(None, fails)

    assert gc.isenabled()
