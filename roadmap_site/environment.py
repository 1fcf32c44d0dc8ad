"""Reading the environment; what is missing or wrong stops every program in one line."""

from typing import Any
from urllib.parse import unquote, urlsplit

import environ

env = environ.Env()


class CannotStart(SystemExit):
    """Leaves gunicorn, celery and manage.py alike with this line on standard error and status 1."""


def require(*names: str) -> None:
    missing = [name for name in names if not env(name, default="")]
    if missing:
        are, them = ("is", "it") if len(missing) == 1 else ("are", "them")
        raise CannotStart(f"{', '.join(missing)} {are} not set (docs/configuration.md describes {them}).")


def site_url() -> str:
    url: str = env("SITE_URL").rstrip("/")
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise CannotStart(f"SITE_URL should look like https://learn.example.org, not {url!r}.")
    return url


def database(url: str) -> dict[str, Any]:
    """Django's description of the database that the URL names. No error shows the URL: it has a password."""
    try:
        parts = urlsplit(url)
        understood = parts.scheme in ("postgres", "postgresql") and parts.path.strip("/") and parts.port != 0
    except ValueError:
        understood = False
    if not understood:
        raise CannotStart(
            "DATABASE_URL should look like postgres://user:password@host:5432/name "
            "(docs/configuration.md describes it)."
        )
    config = environ.Env.db_url_config(url)
    # A host may be a socket's folder, whose slashes are %2F in an URL.
    return {**config, "HOST": unquote(config["HOST"]), "ENGINE": "roadmap_site.database"}
