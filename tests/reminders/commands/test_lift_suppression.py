from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from progress.reminders.addresses import suppress, suppressed
from progress.reminders.models import Suppression

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 7, 18, tzinfo=UTC)
ADA, BOB = "ada@cairn.example", "bob@cairn.example"


def lifted(address: str) -> str:
    out = StringIO()
    call_command("lift_suppression", address, stdout=out)
    return out.getvalue()


def test_an_address_that_was_given_up_gets_mail_again_and_no_other_does():
    for address in (ADA, BOB):
        suppress(address, why=Suppression.Why.BOUNCE, at=NOW)

    assert lifted("Ada@Cairn.example") == "Mail is sent to Ada@Cairn.example again, from the next one on.\n"

    assert suppressed([ADA, BOB]) == {BOB}


def test_what_a_former_key_has_hashed_is_lifted_too(settings):
    suppress(ADA, why=Suppression.Why.COMPLAINT, at=NOW)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 9

    lifted(ADA)

    assert suppressed([ADA]) == set()


def test_one_that_was_not_given_up_is_said():
    with pytest.raises(CommandError, match="is not given up"):
        lifted(ADA)
