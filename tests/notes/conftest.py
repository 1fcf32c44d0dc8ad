import pytest

from roadmap_site.accounts.models import User
from tests.factories import make_learner
from tests.pages.conftest import loaded

__all__ = ["loaded"]


@pytest.fixture
def learner(db) -> User:
    return make_learner(name="Robin Hill")
