import pytest

from roadmap_site.accounts.models import User
from tests.factories import make_learner
from tests.pages.conftest import loaded
from tests.pages.markup import read

__all__ = ["loaded"]


@pytest.fixture
def learner(db) -> User:
    return make_learner(name="Robin Hill")


@pytest.fixture
def take_back(client):
    """Press the undo that a response offers."""

    def take_back(response, headers=None):
        form = read(response).one(id="undo").one("form")
        fields = {field["name"]: field["value"] for field in [*form.all("input"), *form.all("button")]}
        return client.post(form["action"], fields, headers=headers or {}, follow=True)

    return take_back
