"""EMAIL_URL: an SMTP server, a provider, or a kind word and the end."""

import sys

import pytest

from roadmap_site.environment import CannotStart
from roadmap_site.relays import OURS, settings_of

NOTHING = {"EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": ""}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail:1025", {"EMAIL_HOST": "mail", "EMAIL_PORT": 1025, **NOTHING}),
        ("smtp://mail", {"EMAIL_HOST": "mail", "EMAIL_PORT": 25, **NOTHING}),
        ("smtp+tls://mail", {"EMAIL_HOST": "mail", "EMAIL_PORT": 587, "EMAIL_USE_TLS": True, **NOTHING}),
        ("smtps://mail", {"EMAIL_HOST": "mail", "EMAIL_PORT": 465, "EMAIL_USE_SSL": True, **NOTHING}),
        ("smtp+ssl://mail", {"EMAIL_HOST": "mail", "EMAIL_PORT": 465, "EMAIL_USE_SSL": True, **NOTHING}),
        (
            "smtp://me:p%40ss@mail:587?tls=True",
            {
                "EMAIL_HOST": "mail",
                "EMAIL_PORT": 587,
                "EMAIL_USE_TLS": True,
                "EMAIL_HOST_USER": "me",
                "EMAIL_HOST_PASSWORD": "p@ss",
            },
        ),
        ("smtp://mail?tls=no", {"EMAIL_HOST": "mail", "EMAIL_PORT": 25, **NOTHING}),
    ],
)
def test_a_server(url, expected):
    assert settings_of(url) == {"EMAIL_BACKEND": OURS, **expected}


@pytest.mark.parametrize(
    ("url", "keys"),
    [
        ("postmark://Tok-en", {"POSTMARK_SERVER_TOKEN": "Tok-en"}),
        ("resend://re_AbC", {"RESEND_API_KEY": "re_AbC"}),
        ("brevo://a%2Fb", {"BREVO_API_KEY": "a/b"}),
        (
            "mailgun://key@mg.cairn.example",
            {
                "MAILGUN_API_KEY": "key",
                "MAILGUN_SENDER_DOMAIN": "mg.cairn.example",
                "MAILGUN_API_URL": "https://api.mailgun.net/v3",
            },
        ),
        (
            "mailgun://key@mg.cairn.example?region=eu",
            {
                "MAILGUN_API_KEY": "key",
                "MAILGUN_SENDER_DOMAIN": "mg.cairn.example",
                "MAILGUN_API_URL": "https://api.eu.mailgun.net/v3",
            },
        ),
    ],
)
def test_a_provider(url, keys):
    made = settings_of(url)

    assert keys.items() <= made["ANYMAIL"].items()
    assert made["EMAIL_BACKEND"] == f"anymail.backends.{made['MAIL_PROVIDER']}.EmailBackend"
    assert not made["MAIL_EVENTS"]


def test_a_provider_reports_with_a_secret():
    assert settings_of("postmark://t", webhook_secret="a:b")["ANYMAIL"]["WEBHOOK_SECRET"] == "a:b"
    mailgun = settings_of("mailgun://k@d", webhook_secret="key")
    assert (mailgun["ANYMAIL"]["MAILGUN_WEBHOOK_SIGNING_KEY"], mailgun["MAIL_EVENTS"]) == ("key", True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://s3cret@mail.example",
        "smtp://",
        "smtp://user:s3cret@mail:port",
        "smtp://user:s3/cret@mail:25",  # a slash that is not escaped
        "smtp://user:s3cret@mail?ttls=True",
        "smtp://[s3cret",
        "postmark://",
        "mailgun://s3cret",
        "mailgun://s3cret@",
        "sendgrid://s3cret",
    ],
)
def test_what_makes_no_sense_is_told_in_a_line_without_the_password(url):
    with pytest.raises(CannotStart) as refusal:
        settings_of(url)

    assert str(refusal.value).startswith("EMAIL_URL should look like ")
    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize("secret", ["no-colon", ":b", "a:"])
def test_a_secret_without_name_or_password_is_refused(secret):
    with pytest.raises(CannotStart, match="MAIL_WEBHOOK_SECRET should look like name:password"):
        settings_of("postmark://t", webhook_secret=secret)


def test_ses_says_what_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)  # what a missing package looks like

    with pytest.raises(CannotStart, match="needs the package boto3"):
        settings_of("ses://eu-central-1")


@pytest.mark.parametrize("url", ["dummymail://", "memorymail://", "consolemail://"])
def test_developers_have_other_ways(url):
    assert settings_of(url)["EMAIL_BACKEND"].startswith("django.core.mail.backends.")
