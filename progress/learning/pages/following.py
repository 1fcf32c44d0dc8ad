"""Whether somebody follows a line, with the buttons that change it."""

from collections.abc import Iterable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from progress.learning.models import Enrolment
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.plans.enrolment import Enrolled, as_enrolled, enrolled
from progress.learning.standings import Standing
from roadmap_site.accounts.models import User

PATH = "path"  # the form of a roadmap's page


def following_buttons(
    user: object, roadmap: int, standings: Iterable[Standing], form: str = PATH
) -> SafeString:
    """Return them for a learner who stands so on `roadmap` (its primary key); nothing for a visitor."""
    if not isinstance(user, User):
        return SafeString("")
    marked = _own_marks(standings) > 0
    return _buttons(enrolled(user, roadmap, marked=marked), form, get_language() or "")


def known_buttons(row: Enrolment | None, standings: Iterable[Standing]) -> SafeString:
    """The same on the path, where the learner's row, or that there is none, is known."""
    return _buttons(as_enrolled(row, marked=_own_marks(standings) > 0), PATH, get_language() or "")


def following_fragment(user: object, roadmap: int, standings: Iterable[Standing]) -> str:
    """The buttons again, for htmx to put in their place."""
    return (
        f'<span id="following" hx-swap-oob="innerHTML">{following_buttons(user, roadmap, standings)}</span>'
    )


def first_marks_fragment(user: object, page: RoadmapPage, changed: int) -> str:
    """The same where the `changed` topics are all that is marked: a first mark follows."""
    standings = page.standings.values()
    if not isinstance(user, User) or _own_marks(standings) > changed:
        return ""
    return following_fragment(user, page.parts.tree.roadmap.pk, standings)


def _own_marks(standings: Iterable[Standing]) -> int:
    return sum(map(is_own, standings))


def is_own(standing: Standing) -> bool:
    """Whether the learner has marked it, and no load or other line."""
    return standing.state not in ("todo", "carried") and not standing.credited


@lru_cache(maxsize=1024)
def _buttons(found: Enrolled, form: str, language: str) -> SafeString:
    context = {"following": found.following, "since": found.since, "form": form}
    return SafeString(render_to_string("learning/_following.html", context).strip())
