from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client

from curriculum.catalog import Catalog
from curriculum.loading.load import Orders, Outcome, load
from roadmap_site.accounts.models import User
from tests.factories import make_learner


@pytest.fixture
def learner(db) -> User:
    return make_learner(email="robin@cairn.example", name="Robin Hill")


@pytest.fixture
def browser(learner) -> Client:
    """The learner's; `client` is a visitor's."""
    client = Client()
    client.force_login(learner)
    return client


@pytest.fixture
def staff(db) -> Client:
    client = Client()
    client.force_login(make_learner(is_staff=True))
    return client


@pytest.fixture
def loaded(db) -> Callable[..., Outcome]:
    """Load a catalogue, an hour after the one before; keywords are orders."""
    hours = count()

    def load_it(catalog: Catalog, **orders: Any) -> Outcome:
        at = datetime(2026, 1, 5, 12, tzinfo=UTC) + timedelta(hours=next(hours))
        return load(catalog, at=at, orders=Orders(**orders))

    return load_it
