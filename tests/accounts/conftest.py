import pytest
from django.core.cache import cache

from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD


@pytest.fixture
def learner(db):
    return User.objects.create_user("robin@cairn.example", PASSWORD)


@pytest.fixture(autouse=True)
def no_limit_reached_before(db):
    """Tests with a server of their own commit what they count; nothing takes that back after them."""
    cache.clear()


@pytest.fixture
def local_mode(settings):
    """Mail stays on this computer, and is shown."""
    settings.SHOW_MAIL = True
    settings.ROOT_URLCONF = "tests.local.mailbox_urls"
