import os
import re
from contextlib import suppress

import pytest
from django.conf import settings
from django.db import connection

pytest.register_assert_rewrite("tests.identity.history")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Hand out whole files, as their tests share much; each long test goes alone, and first.

    A file may ask for one group for all. pytest-xdist looks at the groups next, and pytest-django
    sorts by what tests do with the database.
    """
    for item in items:
        if not _is_long(item) and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    yield
    items.sort(key=_is_long, reverse=True)


def _is_long(item):
    return item.get_closest_marker("full") is not None


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
