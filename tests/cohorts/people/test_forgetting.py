"""Addresses of people who were invited are not kept for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from progress.cohorts.models import Invitation
from progress.cohorts.people.forgetting import KEPT, forget_addresses
from tests.cohorts.makers import make_cohort

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 4, 6, 12, tzinfo=UTC)
LONG_AGO, LATELY, LATER = NOON - KEPT - timedelta(1), NOON - KEPT + timedelta(1), NOON + timedelta(1)


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"expires_at": LATER}, True),
        ({"expires_at": LATELY}, True),
        ({"expires_at": LONG_AGO}, False),
        ({"expires_at": LONG_AGO, "used": 1}, False),  # who came has an account that says it
        ({"expires_at": LATER, "revoked_at": LATELY}, True),
        ({"expires_at": LATER, "revoked_at": LONG_AGO}, False),
    ],
)
def test_an_address_is_forgotten_a_month_after_it_was_of_use(change, kept):
    fields = {"token": "t", "address": "kim@x.example", "made_at": LONG_AGO, "uses": 1}
    invitation = Invitation.objects.create(cohort=make_cohort(), **fields | change)

    assert forget_addresses(NOON) == (not kept)

    invitation.refresh_from_db()
    assert bool(invitation.address) == kept
    assert forget_addresses(NOON) == 0
