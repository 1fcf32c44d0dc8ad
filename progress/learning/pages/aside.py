"""What stands beside the path while no topic is open: the next stop, completion, the key to the marks."""

from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from progress.learning.completions import new_since
from progress.learning.pages.roadmap_page import NextStop, RoadmapPage
from progress.learning.pages.rows import complete_words, state_word
from roadmap_site.accounts.models import User

KEY = ("todo", "learning", "done", "carried", "skipped", "optional")


def aside(request: HttpRequest, page: RoadmapPage, milestones: str) -> SafeString:
    """`milestones` is how many are reached, in words."""
    return _aside(ahead(request, page), milestones, not request.user.is_authenticated, page.language)


def ahead(request: HttpRequest, page: RoadmapPage) -> SafeString:
    """Return the next stop, and since when the line is complete."""
    user, key = request.user, page.parts.tree.roadmap.pk
    later = new_since(user, [key]) if page.tally.completed_on and isinstance(user, User) else {}
    words = complete_words(page.tally, later.get((key, None), 0))
    certificate = reverse("completion", args=[page.parts.tree.roadmap.key]) if page.tally.completed_on else ""
    return _ahead(page.next_stop, words, certificate, page.language)


@lru_cache(maxsize=1024)
def _ahead(next_stop: NextStop | None, complete: str, certificate: str, language: str) -> SafeString:
    context = {"next": next_stop, "complete": complete, "certificate": certificate}
    return SafeString(render_to_string("learning/_ahead.html", context).strip())


@lru_cache(maxsize=1024)
def _aside(ahead: SafeString, milestones: str, visitor: bool, language: str) -> SafeString:
    key = [{"state": state, "word": state_word(state)} for state in KEY]
    context = {"ahead": ahead, "milestones": milestones, "visitor": visitor, "key": key}
    return render_to_string("learning/_aside.html", context)
