"""Milestones as pages show them: the cairn's stones by state, in words, and counted apart from topics."""

from collections.abc import Mapping
from functools import cache

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from curriculum.models import Milestone
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.submissions import CONFIRMED, SENT, MilestoneTally, states, tally
from roadmap_site.accounts.models import User

OPEN = ""  # nothing handed in
ICONS = {OPEN: "cairn-open", SENT: "cairn-sent", CONFIRMED: "cairn"}
Standing = Mapping[int, str]  # by milestone, those with evidence


def milestones_of(parts: PreparedRoadmap) -> list[Milestone]:
    return [milestone for node in parts.tree.phases for milestone in node.milestones]


def standing_of(request: HttpRequest, milestones: list[Milestone]) -> Standing:
    return states(request.user, milestones) if isinstance(request.user, User) else {}


def milestone_values(parts: PreparedRoadmap, standing: Standing) -> dict[str, str]:
    """Fill the slots `milestone:` of a path or a phase's page."""
    return {f"milestone:{one.pk}": _row(parts, one, standing) for one in milestones_of(parts)}


def _row(parts: PreparedRoadmap, milestone: Milestone, standing: Standing) -> SafeString:
    values = _values(standing.get(milestone.pk, OPEN), get_language() or "")
    return parts.path.milestones[milestone.pk].fill(values)


@cache
def _values(state: str, language: str) -> dict[str, str]:
    acts = {
        OPEN: gettext("Hand in your work"),
        SENT: gettext("See your work"),
        CONFIRMED: gettext("See your work"),
    }
    return {"icon": ICONS[state], "said": short_word(state), "act": acts[state]}


def short_word(state: str) -> str:
    words = {
        OPEN: gettext("Not handed in yet."),
        SENT: gettext("Handed in, self-checked."),
        CONFIRMED: gettext("Confirmed by a mentor."),
    }
    return words[state]


def long_word(state: str, *, answered: bool = False) -> str:
    """What the state means, for the milestone's own page. `answered` says that a mentor has looked at what
    was handed in last, and has not confirmed it.
    """
    if state == SENT and answered:
        return gettext("A mentor wants changes. Until one confirms it, it counts as self-checked.")
    words = {
        OPEN: gettext("Nothing is handed in yet."),
        SENT: gettext("Self-checked: you say that it is done, and that counts, unless a mentor confirms it."),
        CONFIRMED: gettext("A mentor has looked at it and confirmed it."),
    }
    return words[state]


def count_words(parts: PreparedRoadmap, standing: Standing) -> str:
    """`2 of 5 milestones, 1 confirmed`; nothing where there are none."""
    found = tally(milestones_of(parts), standing)
    return tally_words(found) if found.all else ""


def tally_words(found: MilestoneTally) -> str:
    words = ngettext("%(done)s of %(n)s milestone", "%(done)s of %(n)s milestones", found.all)
    said = words % {"done": found.done, "n": found.all}
    if not found.confirmed:
        return said
    confirmed = gettext("%(n)s confirmed by a mentor") % {"n": found.confirmed}
    return f"{said}, {confirmed}"
