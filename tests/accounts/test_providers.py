import environ
import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from roadmap_site import security
from roadmap_site.accounts.models import User

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


@pytest.fixture
def back_from_github(client, db, settings):
    """A browser that GitHub has sent back, for the first time, with a confirmed address."""
    settings.SOCIALACCOUNT_PROVIDERS = providers_with(**KEYS)
    request = RequestFactory().get("/accounts/github/login/callback/")
    request.session, request.user = client.session, AnonymousUser()
    with request_context(request):
        github = get_adapter().get_provider(request, "github")
        person = {"id": 7, "login": "noor", "name": "Noor Haddad", "email": "noor@cairn.example"}
        login = github.sociallogin_from_response(request, person)
        login.email_addresses = [EmailAddress(email="noor@cairn.example", verified=True, primary=True)]
        response = complete_social_login(request, login)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return response


def test_who_comes_from_a_provider_confirms_the_name_and_tells_the_zone(client, back_from_github):
    page = client.get(back_from_github.url).text
    assert 'value="Noor Haddad"' in page
    assert 'name="time_zone" data-zone' in page

    form = {"email": "noor@cairn.example", "name": "Noor", "time_zone": "Asia/Tokyo"}
    response = client.post(back_from_github.url, form)

    user = User.objects.get()
    assert response.url == "/welcome/?next=/"
    assert (user.name, user.email, user.time_zone) == ("Noor", "noor@cairn.example", "Asia/Tokyo")
    assert not user.has_usable_password()
    assert "you sign in by a provider only" in client.get("/accounts/password/set/").text
