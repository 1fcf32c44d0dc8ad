"""Which names people may be known by."""

import re

from django.utils.translation import gettext as _

from progress.learning.models.profiles import HANDLE
from roadmap_site.accounts.mistakes import UNSEEN

LONGEST = 30

# What would pass for the site itself, or for those who run it
RESERVED = {
    *("cairn", "admin", "administrator", "root", "system", "site", "api", "www", "status", "staff", "team"),
    *("owner", "operator", "moderator", "official", "support", "help", "contact", "info", "press", "legal"),
    *("mentor", "mentors", "editor", "editors", "cohort", "cohorts", "demo", "test", "guest", "everyone"),
    *("about", "terms", "privacy", "security", "abuse", "billing", "sales", "mail", "postmaster"),
    *("webmaster", "noreply", "no-reply", "account", "accounts", "settings", "today", "streak", "user"),
    *("users", "me", "self", "you", "here", "nobody", "anonymous"),
}


def folded(words: str) -> str:
    """Return what somebody means who types a handle, with an @ before it or in capitals."""
    return words.strip().removeprefix("@").lower()


def wrong_with(handle: str) -> str:
    """Say what keeps a folded handle from being one; nothing if it may be."""
    if not handle.isprintable():
        return str(UNSEEN)
    if len(handle) > LONGEST:
        return _("A handle has at most %(n)s characters. Shorten it.") % {"n": LONGEST}
    if not re.fullmatch(HANDLE.regex, handle):
        return _(
            "A handle is made of small letters a to z, digits and hyphens, with no hyphen at either end."
        )
    if handle in RESERVED:
        return _("“%(handle)s” is kept for the site itself.") % {"handle": handle}
    return ""
