import pytest

from roadmap_site.accounts.models import User
from tests.factories import make_learner


@pytest.fixture
def learner(db) -> User:
    return make_learner(name="Robin Hill")
