import environ
import pytest

from roadmap_site import security

KEYS = {"GITHUB_CLIENT_ID": "id", "GITHUB_CLIENT_SECRET": "secret"}


def providers_with(**variables: str):
    env = environ.Env()
    env.ENVIRON = variables
    return security.providers(env)


def test_a_provider_appears_with_its_keys():
    assert list(providers_with(**KEYS)) == ["github"]
    assert providers_with() == {}


def test_a_provider_without_its_secret_is_a_loud_failure():
    with pytest.raises(environ.ImproperlyConfigured, match="GITHUB_CLIENT_SECRET"):
        providers_with(GITHUB_CLIENT_ID="id")


def test_a_form_may_lead_to_a_configured_provider_only():
    policy = security.content_security_policy(providers_with(**KEYS))

    assert policy["DIRECTIVES"]["form-action"] == ["'self'", "https://github.com"]


@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/signup/"])
def test_pages_show_the_configured_providers_only(client, db, settings, page):
    assert "Continue with" not in client.get(page).text

    settings.SOCIALACCOUNT_PROVIDERS = providers_with(**KEYS)
    shown = client.get(page).text

    assert "Continue with GitHub" in shown
    assert "Google" not in shown


def test_a_provider_without_keys_is_not_there(client, db):
    assert client.get("/accounts/github/login/").status_code == 404


def test_going_to_a_provider_needs_a_post(client, db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = providers_with(**KEYS)

    assert client.get("/accounts/github/login/").status_code == 200
    assert client.post("/accounts/github/login/").url.startswith("https://github.com/login/oauth/authorize?")
