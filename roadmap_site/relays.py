"""What EMAIL_URL names: a server that speaks SMTP, or a provider with an interface of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from roadmap_site.environment import CannotStart

Settings = dict[str, Any]

OURS = "progress.reminders.sending.smtp.EmailBackend"  # which never waits for long
CONNECTING, PATIENCE = 4, 20  # seconds until a connection stands, and for an answer

# Django's setting and the usual port for each way to speak SMTP
SMTP: Mapping[str, tuple[Settings, int]] = {
    "smtp": ({}, 25),
    "smtp+tls": ({"EMAIL_USE_TLS": True}, 587),  # encrypted by STARTTLS
    "smtps": ({"EMAIL_USE_SSL": True}, 465),
    "smtp+ssl": ({"EMAIL_USE_SSL": True}, 465),
}
YES = ("true", "yes", "on", "1")


@dataclass(frozen=True, slots=True)
class Provider:
    """`keys` makes Anymail's settings of the URL."""

    backend: str
    looks_like: str
    keys: Callable[[SplitResult], Settings]


def settings_of(url: str, *, webhook_secret: str = "") -> Settings:
    """Return Django's settings, and MAIL_PROVIDER where it is one. No error shows the URL: it has a password.

    Raise CannotStart.
    """
    try:
        parts = urlsplit(url)
        if parts.scheme in SMTP:
            return _smtp(parts)
    except ValueError:
        raise _not_understood() from None
    if parts.scheme in PROVIDERS:
        return _provider(parts, webhook_secret)
    return _for_developers(url)


def _smtp(parts: SplitResult) -> Settings:
    secure, port = SMTP[parts.scheme]
    options = {name: value[-1].lower() in YES for name, value in parse_qs(parts.query).items()}
    if not parts.hostname or parts.path.strip("/") or parts.fragment or options.keys() - {"tls"}:
        raise _not_understood()
    return {
        "EMAIL_BACKEND": OURS,
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        **(SMTP["smtp+tls"][0] if options.get("tls") else secure),
    }


def _provider(parts: SplitResult, webhook_secret: str) -> Settings:
    provider = PROVIDERS[parts.scheme]
    keys = provider.keys(parts)
    if not all(keys.values()):
        raise CannotStart(f"EMAIL_URL should look like {provider.looks_like} (docs/configuration.md).")
    if parts.scheme == "ses" and find_spec("boto3") is None:
        raise CannotStart("EMAIL_URL with ses:// needs the package boto3, which is not installed.")
    return {
        "EMAIL_BACKEND": provider.backend,
        "MAIL_PROVIDER": parts.scheme,
        "MAIL_EVENTS": bool(webhook_secret),
        "ANYMAIL": {
            **keys,
            **_events(parts.scheme, webhook_secret),
            "REQUESTS_TIMEOUT": (CONNECTING, PATIENCE),
            "SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},
            "IGNORE_UNSUPPORTED_FEATURES": True,  # not every provider can track
        },
    }


def _events(name: str, secret: str) -> Settings:
    """Mailgun signs what it reports; the others show a name and a password."""
    if not secret:
        return {}
    if name == "mailgun":
        return {"MAILGUN_WEBHOOK_SIGNING_KEY": secret}
    if not all(secret.partition(":")):
        raise CannotStart("MAIL_WEBHOOK_SECRET should look like name:password (docs/configuration.md).")
    return {"WEBHOOK_SECRET": secret}


def _for_developers(url: str) -> Settings:
    """For the console, a file, memory, or nowhere."""
    try:
        return dict(environ.Env.email_url_config(url))
    except (ImproperlyConfigured, ValueError):
        raise _not_understood() from None


def _key(name: str) -> Callable[[SplitResult], Settings]:
    """A URL that is nothing but a key."""
    return lambda parts: {name: unquote(parts.netloc)}


def _mailgun(parts: SplitResult) -> Settings:
    key, _, domain = parts.netloc.rpartition("@")
    place = "api.eu" if parse_qs(parts.query).get("region") == ["eu"] else "api"
    return {
        "MAILGUN_API_KEY": unquote(key),
        "MAILGUN_SENDER_DOMAIN": domain,
        "MAILGUN_API_URL": f"https://{place}.mailgun.net/v3",
    }


def _ses(parts: SplitResult) -> Settings:
    return {"AMAZON_SES_CLIENT_PARAMS": {"region_name": parts.netloc} if parts.netloc else {}}


def _not_understood() -> CannotStart:
    return CannotStart(
        "EMAIL_URL should look like smtp+tls://user:password@host:587 or postmark://TOKEN "
        "(docs/configuration.md describes it)."
    )


PROVIDERS: Mapping[str, Provider] = {
    "brevo": Provider("anymail.backends.brevo.EmailBackend", "brevo://KEY", _key("BREVO_API_KEY")),
    "mailgun": Provider("anymail.backends.mailgun.EmailBackend", "mailgun://KEY@domain", _mailgun),
    "postmark": Provider(
        "anymail.backends.postmark.EmailBackend", "postmark://TOKEN", _key("POSTMARK_SERVER_TOKEN")
    ),
    "resend": Provider("anymail.backends.resend.EmailBackend", "resend://KEY", _key("RESEND_API_KEY")),
    "ses": Provider("anymail.backends.amazon_ses.EmailBackend", "ses://eu-central-1", _ses),
}
