import pytest

from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD


@pytest.fixture
def learner(db):
    return User.objects.create_user("robin@cairn.example", PASSWORD)


@pytest.fixture
def staff(db):
    return User.objects.create_superuser("kim@cairn.example", PASSWORD)
