"""No `next` leads away from the site."""

import re

import pytest
from django.test import Client

from tests.accounts.ways import sign_in

HOSTILE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "http:/\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://evil.example/",
    "//evil.example@testserver/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https://testserver:443@evil.example/",
    "https://[::1]/",
    "//testserver:8001/",
    "http://127.0.0.1/",  # allowed as a host, but another server
    "http://localhost/",
    "\thttps://evil.example/",
    "\nhttps://evil.example/",
    "https://evil。example/",
    "https://evil%2eexample/",
]


@pytest.fixture(autouse=True)
def other_hosts_are_allowed(settings):
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost", ".cairn.example"]


@pytest.mark.parametrize("target", HOSTILE)
def test_signing_in_stays_on_the_site(client, learner, target):
    assert sign_in(client, learner.email, next=target).url == "/"


@pytest.mark.parametrize("target", HOSTILE)
def test_signing_out_stays_on_the_site(client, learner, target):
    client.force_login(learner)

    assert client.post("/accounts/logout/", {"next": target}).url == "/"


@pytest.mark.parametrize("target", HOSTILE)
def test_saving_a_name_stays_on_the_site(client, learner, target):
    client.force_login(learner)

    page = client.get("/settings/", {"next": target})
    saved = client.post("/settings/", {"name": "Robin", "time_zone": "UTC", "next": target})

    assert 'name="next"' not in page.text
    assert saved.url == "/settings/"


@pytest.mark.parametrize("target", HOSTILE)
def test_no_link_on_the_page_leads_there(client, db, target):
    for page in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"):
        links = re.findall(r'(?:href|action|src)="([^"]*)"', client.get(page, {"next": target}).text)

        assert links
        assert not [link for link in links if not re.match(r"/(?!/)|#", link)]


@pytest.mark.parametrize("target", HOSTILE)
def test_the_admin_passes_it_to_the_same_guard(client, learner, target):
    page = client.get("/admin/login/", {"next": target})

    assert page.url.startswith("/accounts/login/?")
    assert sign_in(client, learner.email, next=target).url == "/"


def test_a_page_of_the_site_is_a_fine_target(client, learner):
    assert sign_in(client, learner.email, next="/settings/?x=1#top").url == "/settings/?x=1#top"


def test_over_https_it_does_not_lead_back_to_http(learner):
    client = Client()

    response = client.post(
        "/accounts/login/",
        {"login": learner.email, "password": "three small stones", "next": "http://testserver/"},
        secure=True,
    )

    assert response.url == "/"
