"""Reading the environment; what is missing or wrong stops every program in one line."""

from typing import Any
from urllib.parse import urlsplit

import environ

DOCUMENTATION = "docs/configuration.md describes it"

env = environ.Env()


class CannotStart(SystemExit):
    """Leaves gunicorn, celery and manage.py alike with this line on standard error and status 1."""


def required(name: str) -> str:
    value: str = env(name, default="")
    if not value:
        raise CannotStart(f"{name} is not set ({DOCUMENTATION}).")
    return value


def required_list(name: str) -> list[str]:
    return [part.strip() for part in required(name).split(",") if part.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's description of the database that the URL names. No error shows the URL: it has a password."""
    try:
        parts = urlsplit(url)
        understood = parts.scheme in ("postgres", "postgresql") and parts.path.strip("/") and parts.port != 0
    except ValueError:
        understood = False
    if not understood:
        raise CannotStart(
            f"DATABASE_URL should look like postgres://user:password@host:5432/name ({DOCUMENTATION})."
        )
    return {**environ.Env.db_url_config(url), "ENGINE": "roadmap_site.database"}
