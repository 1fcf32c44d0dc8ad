from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from curriculum.catalog import Catalog
from curriculum.loading.load import Orders, Outcome, load
from roadmap_site.accounts.models import User
from tests.factories import make_learner

MONDAY = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def loaded() -> Callable[..., Outcome]:
    days = count(10)

    def load_it(catalog: Catalog, **orders: Any) -> Outcome:
        return load(catalog, at=MONDAY + timedelta(days=next(days)), orders=Orders(**orders))

    return load_it


@pytest.fixture
def learner() -> User:
    return make_learner()
