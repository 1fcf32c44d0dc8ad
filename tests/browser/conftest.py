"""The whole site in a real browser: its content loaded once, one Chromium, a learner to each test."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from curriculum.content.reading import read_catalog
from curriculum.loading.load import load
from roadmap_site.accounts.models import User
from tests.browser.chromium import Watch, launched
from tests.databases import empty
from tests.factories import make_learner

PATIENCE = 10_000  # milliseconds; a busy machine is no failure
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Playwright runs a loop in this thread, in which Django would refuse the database."""
    with pytest.MonkeyPatch.context() as patch, launched() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield browser


@pytest.fixture(scope="package")
def site(chromium, django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of the running site. What the tests write is only removed after the last of them."""
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith(os.environ["TEST_DB"])
        catalog = read_catalog(Path(settings.CONTENT_DIR), at=timezone.now()).catalog
        assert catalog is not None
        load(catalog, at=datetime(2026, 1, 5, 12, tzinfo=UTC))
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        empty()
        connections.close_all()  # those of the loop; Django closes its own


@pytest.fixture
def db(site) -> None:
    """In place of pytest-django's: what a test writes is seen by the server, so no transaction is around it.

    By this name pytest-django knows that a test needs the database.
    """


@pytest.fixture
def learner(db) -> User:
    return make_learner(name="Robin Hill")


Visit = Callable[..., Page]


@pytest.fixture
def visit(db, site: str, chromium: Browser) -> Iterator[Visit]:
    """Open a page at a path: `as_` signs in, `failures` says that answers may be errors.

    Other keywords are the browser's. Nothing may go wrong in it.
    """
    contexts: list[tuple[BrowserContext, Watch]] = []

    def visit(path: str = "/", *, as_: User | None = None, failures: bool = False, **options: Any) -> Page:
        context = chromium.new_context(base_url=site, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append((context, Watch(context, site, failures_expected=failures)))
        if as_ is not None:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(as_), "url": site}]
            )
        page = context.new_page()
        page.goto(path)
        return page

    cache.clear()  # rate limits are for those outside
    yield visit
    for context, watch in contexts:
        context.close()
        assert not watch.wrongs


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(params=[True, pytest.param(False, marks=pytest.mark.full)], ids=["scripts", "no scripts"])
def scripts(request) -> bool:
    return request.param


@pytest.fixture
def open_path(visit: Visit, scripts: bool, learner: User) -> Callable[..., Page]:
    """Open a page as the learner, with scripts and without."""

    def open_path(path: str, **options: Any) -> Page:
        return visit(path, as_=learner, java_script_enabled=scripts, **options)

    return open_path
