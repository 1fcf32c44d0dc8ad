"""What settings.py derives for the web's security; pure functions over the site's address and keys."""

from typing import Any
from urllib.parse import urlsplit

import environ

# What a provider is called by allauth, and where its sign-in form sends the browser
PROVIDERS = {"github": "https://github.com", "google": "https://accounts.google.com"}


def providers(env: environ.Env) -> dict[str, Any]:
    """The sign-in providers whose keys are set, in allauth's form."""
    return {
        name: {
            "APP": {
                "client_id": env(f"{name.upper()}_CLIENT_ID"),
                "secret": env(f"{name.upper()}_CLIENT_SECRET"),
            },
            "OAUTH_PKCE_ENABLED": True,
        }
        for name in PROVIDERS
        if env(f"{name.upper()}_CLIENT_ID", default="")
    }


def content_security_policy(providers: dict[str, Any]) -> dict[str, Any]:
    """Everything from this site and nothing inline.

    A form that redirects to a provider needs the provider's address in form-action.
    """
    return {
        "DIRECTIVES": {
            "default-src": ["'self'"],
            "base-uri": ["'none'"],
            "form-action": ["'self'", *(PROVIDERS[name] for name in providers)],
            "frame-ancestors": ["'none'"],
            "object-src": ["'none'"],
        }
    }


def cookie_prefix(site_url: str) -> str:
    """`__Host-` ties a cookie to this very host over HTTPS; else the port tells two copies apart."""
    site = urlsplit(site_url)
    return "__Host-" if site.scheme == "https" else f"cairn-{site.port or 80}-"


def origin(site_url: str) -> str:
    site = urlsplit(site_url)
    return f"{site.scheme}://{site.netloc}"


def host(site_url: str) -> str:
    return urlsplit(site_url).hostname or "localhost"


def proxy_ssl_header(name: str) -> tuple[str, str] | None:
    """Django's form of the header in which a trusted proxy says "https", such as X-Forwarded-Proto."""
    return (f"HTTP_{name.upper().replace('-', '_')}", "https") if name else None
