import pytest
from django.test import Client

from roadmap_site.accounts.models import User
from tests.factories import make_learner


@pytest.fixture
def learner(db) -> User:
    return make_learner()


@pytest.fixture
def browser(learner) -> Client:
    client = Client()
    client.force_login(learner)
    return client
