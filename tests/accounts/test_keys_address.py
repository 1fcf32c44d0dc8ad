"""At an IP address browsers refuse keys: the page says so and leads to the name."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

PAGE = Template("{% load keys %}{% address_for_keys request %}")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1:8000", "http://localhost:8000/accounts/2fa/"),
        ("[::1]:8000", "http://localhost:8000/accounts/2fa/"),
        ("127.0.0.1", "http://localhost/accounts/2fa/"),
        ("localhost:8000", ""),
    ],
)
def test_an_ip_address_leads_to_localhost(settings, host, address):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    request = RequestFactory().get("/accounts/2fa/", headers={"host": host})

    assert PAGE.render(Context({"request": request})) == address


def test_a_site_elsewhere_has_no_localhost_to_lead_to(settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    request = RequestFactory().get("/", headers={"host": "127.0.0.1"})

    assert PAGE.render(Context({"request": request})) == ""
