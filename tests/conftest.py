import gc
import os

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from tests.databases import drop_left_behind, empty, template

pytest.register_assert_rewrite("tests.identity.history")


def pytest_xdist_auto_num_workers():
    """One more than processors: a test of programs or of a browser waits for a third of its time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Hand out whole files, as their tests share much, and those folders first that hold a long test.

    A file may ask for a group of its own, with others. pytest-xdist looks at the groups next, and
    pytest-django sorts by what tests do with the database.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    long = {item.path.parent for item in items if item.get_closest_marker("full")}
    yield
    items.sort(key=lambda item: item.path.parent in long, reverse=True)


def pytest_collection_finish():
    """Eight thousand tests stay to the end: to look for garbage among them takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    with django_db_blocker.unblock():
        if settings.LOCAL:
            drop_left_behind()
        connection.settings_dict["TEST"]["TEMPLATE"] = template()


@pytest.fixture(scope="session", autouse=True)
def committed_rows_are_deleted():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: empty())
        yield
