"""A site deployed over HTTPS, as its operator would start it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "roadmap_site.settings",
    "DATABASE_URL": "postgres://cairn:secret@db:5432/cairn",
    "REDIS_URL": "redis://redis:6379/0",
    "SECRET_KEY": "Kp3vZ8sLq0Yw6tRb2NfXc5HdJ9mGaQeU1oTiVx7WzBnSkDy4EjPlMuCr",
    "ALLOWED_HOSTS": "cairn.example",
    "SITE_URL": "https://cairn.example",
    "EMAIL_URL": "smtp+tls://cairn:secret@mail.example:587",
}

ASK = """
import json, django; django.setup()
from django.conf import settings
from django.test import Client
page = Client().get("/nowhere/", secure=True, headers={"host": "cairn.example"})
names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
         "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "SECURE_PROXY_SSL_HEADER", "LOCAL", "SHOW_MAIL"]
print(json.dumps({name: getattr(settings, name) for name in names} | {"headers": dict(page.headers)}))
"""


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=kept | PRODUCTION | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def ask(**variables: str) -> dict:
    answer = run("-c", ASK, **variables)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[-1])


@pytest.mark.parametrize("subdomains", ["on", "off"])
def test_the_deployment_check_finds_nothing(subdomains):
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", HSTS_SUBDOMAINS=subdomains)

    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout + result.stderr


def test_cookies_belong_to_this_host_alone():
    site = ask()

    assert site["SESSION_COOKIE_NAME"] == "__Host-session"
    assert site["CSRF_COOKIE_NAME"] == "__Host-csrf"
    assert site["SESSION_COOKIE_SECURE"] and site["CSRF_COOKIE_SECURE"]
    assert (site["SESSION_COOKIE_DOMAIN"], site["SESSION_COOKIE_PATH"]) == (None, "/")
    assert not site["LOCAL"] and not site["SHOW_MAIL"]


def test_an_error_page_carries_every_header_without_a_database():
    headers = ask()["headers"]

    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "form-action 'self'" in headers["Content-Security-Policy"]


def test_a_configured_provider_is_in_the_policy():
    headers = ask(GITHUB_CLIENT_ID="id", GITHUB_CLIENT_SECRET="secret")["headers"]

    assert "form-action 'self' https://github.com" in headers["Content-Security-Policy"]


def test_the_header_of_the_proxy_comes_from_the_environment():
    assert ask()["SECURE_PROXY_SSL_HEADER"] is None
    assert ask(PROXY_SSL_HEADER="X-Forwarded-Proto")["SECURE_PROXY_SSL_HEADER"] == [
        "HTTP_X_FORWARDED_PROTO",
        "https",
    ]


def test_over_http_the_cookies_carry_the_port():
    site = ask(SITE_URL="http://127.0.0.1:8123")

    assert site["SESSION_COOKIE_NAME"] == "cairn-8123-session"
