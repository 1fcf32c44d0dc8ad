from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from curriculum.catalog import Catalog
from curriculum.loading.load import Orders, Outcome, load

MONDAY_NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def loaded(db: None) -> Callable[..., Outcome]:
    """Load a catalogue, an hour after the one before; keywords are orders."""
    hours = count()

    def load_it(catalog: Catalog, **orders: Any) -> Outcome:
        return load(catalog, at=MONDAY_NOON + timedelta(hours=next(hours)), orders=Orders(**orders))

    return load_it
