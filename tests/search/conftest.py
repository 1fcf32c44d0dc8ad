from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.test import Client

from curriculum.catalog import Catalog
from curriculum.loading.load import Orders, Outcome, load
from curriculum.search.answers import Answer, Scope, answer
from curriculum.search.questions import Question
from roadmap_site.accounts.models import User
from tests.factories import make_learner

Loaded = Callable[..., Outcome]


@pytest.fixture
def loaded(db) -> Loaded:
    """Load a catalogue, an hour after the one before; keywords are orders."""
    hours = count()

    def load_it(catalog: Catalog, **orders) -> Outcome:
        at = datetime(2026, 1, 5, 12, tzinfo=UTC) + timedelta(hours=next(hours))
        return load(catalog, at=at, orders=Orders(**orders))

    return load_it


@pytest.fixture
def learner(db) -> User:
    return make_learner(name="Robin Hill")


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


def ask(typed: str, *, drafts: bool = False, count: int = 10) -> Answer:
    return answer(Question.of(typed), Scope(drafts=drafts, count=count))


def titles(found: Answer, kind: str = "topic") -> list[str]:
    return [hit.title for group in found.groups if group.kind == kind for hit in group.hits]
