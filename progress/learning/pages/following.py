"""Whether somebody follows a line, with the buttons that change it."""

from collections.abc import Iterable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from progress.learning.plans.enrolment import Enrolled, enrolled
from progress.learning.standings import Standing
from roadmap_site.accounts.models import User

PATH = "path"  # the form of a roadmap's page


def following_buttons(
    user: object, roadmap: int, standings: Iterable[Standing], form: str = PATH
) -> SafeString:
    """Return them for a learner who stands so on `roadmap` (its primary key); nothing for a visitor."""
    if not isinstance(user, User):
        return SafeString("")
    marked = any(one.state not in ("todo", "carried") and not one.credited for one in standings)
    return _buttons(enrolled(user, roadmap, marked=marked), form, get_language() or "")


@lru_cache(maxsize=1024)
def _buttons(found: Enrolled, form: str, language: str) -> SafeString:
    context = {"following": found.following, "since": found.since, "form": form}
    return SafeString(render_to_string("learning/_following.html", context).strip())
