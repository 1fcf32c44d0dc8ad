"""Where a mail's links lead: always to the configured site."""

from django.conf import settings
from django.utils.translation import gettext

from progress.reminders.letters.letter import Link
from progress.reminders.models import Kind
from progress.reminders.tokens import token_of


def site(path: str) -> str:
    """Return the address of a path of this site; a whole address stays as it is."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def stopping(person: int, kind: Kind) -> str:
    return site(f"/mail/stop/{token_of(person, kind)}/")


def choices(person: int) -> str:
    """Where all kinds can be chosen without signing in."""
    return site(f"/mail/choices/{token_of(person, None)}/")


def today() -> Link:
    return Link(gettext("Open today"), site("/today/"))


def roadmaps() -> Link:
    return Link(gettext("See the roadmaps"), site("/"))
