from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from progress.reminders.addresses import suppress, suppressed
from progress.reminders.models import Suppression
from tests.factories import make_learner

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 7, 18, tzinfo=UTC)


@pytest.fixture
def rotated(settings):
    """An account and an address without one are suppressed under a key that is a former one now."""
    person = make_learner()
    for address in (person.email, "elsewhere@cairn.example"):
        suppress(address, why=Suppression.Why.COMPLAINT, at=NOW)
    make_learner()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    return person


def run():
    out = StringIO()
    call_command("rekey_suppressions", stdout=out)
    return out.getvalue()


def test_an_address_stays_suppressed_without_the_former_key(rotated, settings):
    run()
    settings.SECRET_KEY_FALLBACKS = []

    assert suppressed([rotated.email]) == {rotated.email}
    assert {(one.why, one.at) for one in Suppression.objects.all()} == {("complaint", NOW)}


def test_running_it_again_writes_nothing(rotated):
    assert run() == "2 people, 1 hashes written.\n"
    assert run() == "2 people, 0 hashes written.\n"


def test_without_a_former_key_it_says_so(settings):
    settings.SECRET_KEY_FALLBACKS = []

    with pytest.raises(CommandError, match="SECRET_KEY_FALLBACKS is empty"):
        run()


@pytest.mark.parametrize("people", [2, 40])
def test_a_page_of_people_takes_as_many_statements(people, settings, django_assert_num_queries):
    for _ in range(people):
        suppress(make_learner().email, why=Suppression.Why.BOUNCE, at=NOW)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]

    with django_assert_num_queries(7):
        run()
