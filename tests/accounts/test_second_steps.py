"""At the second step each person is offered what they have set up, and nothing else."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache

from tests.accounts.ways import sign_in
from tests.pages.markup import read


@pytest.fixture
def with_app(learner):
    TOTP.activate(learner, generate_totp_secret())
    RecoveryCodes.activate(learner)
    return learner


def test_no_key_is_offered_to_somebody_without_one(client, with_app):
    sign_in(client, with_app.email)

    page = read(client.get("/accounts/2fa/authenticate/")).one("main")

    assert "six digits" in page.text
    assert "key" not in page.text
    assert not page.all(id="js_data")


def test_nor_when_they_are_asked_once_more(client, with_app):
    client.force_login(with_app)
    cache.clear()

    page = read(client.get("/accounts/reauthenticate/?next=/accounts/2fa/totp/deactivate/")).one("main")

    assert "Use authenticator app or code" in page.text
    assert "key" not in page.text
    assert client.get("/accounts/2fa/webauthn/reauthenticate/").url.startswith("/accounts/reauthenticate/")
