import gc
import os
import re
from contextlib import suppress

import pytest
from django.conf import settings
from django.db import connection

pytest.register_assert_rewrite("tests.identity.history")


def pytest_xdist_auto_num_workers():
    """One more than processors: a test of programs or of a browser waits for a third of its time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Hand out whole files, as their tests share much, and those first that hold a long test.

    A file may ask for a group of its own, with others. pytest-xdist looks at the groups next, and
    pytest-django sorts by what tests do with the database.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    long = {_group(item) for item in items if item.get_closest_marker("full")}
    yield
    items.sort(key=lambda item: _group(item) in long, reverse=True)


def pytest_collection_finish():
    """Eight thousand tests stay to the end: to look for garbage among them takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def _group(item):
    return item.get_closest_marker("xdist_group").args[0]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """Test runs that were killed leave their databases behind; here their processes are seen to be gone."""
    if settings.LOCAL:
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_cairn\\_%%'")
            for (name,) in cursor.fetchall():
                if not _process_lives(name):
                    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _process_lives(name: str) -> bool:
    number = re.match(r"test_cairn_(\d+)", name)
    if number is None:
        return True
    with suppress(PermissionError):
        try:
            os.kill(int(number[1]), 0)
        except ProcessLookupError:
            return False
    return True
