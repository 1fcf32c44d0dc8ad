"""What stands beside the path while no topic is open: the next stop, completion, the key to the marks."""

from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from progress.learning.pages.roadmap_page import NextStop, RoadmapPage
from progress.learning.pages.rows import state_word

KEY = ("todo", "learning", "done", "carried", "skipped", "optional")


def aside(request: HttpRequest, page: RoadmapPage) -> SafeString:
    visitor = not request.user.is_authenticated
    return _aside(page.next_stop, complete_words(page), visitor, page.language)


@lru_cache(maxsize=1024)
def _aside(next_stop: NextStop | None, complete: str, visitor: bool, language: str) -> SafeString:
    key = [{"state": state, "word": state_word(state)} for state in KEY]
    context = {"next": next_stop, "complete": complete, "visitor": visitor, "key": key}
    return render_to_string("learning/_aside.html", context)


def complete_words(page: RoadmapPage) -> str:
    """Since when the roadmap is complete, and how much came after; nothing before that."""
    tally = page.tally
    if tally.completed_on is None:
        return gettext("You have reached the end of this line.") if tally.complete else ""
    words = gettext("Complete since %(day)s.") % {"day": date_format(tally.completed_on, "j F Y")}
    later = tally.required - tally.settled
    if later > 0:
        new = ngettext("%(n)s topic is new since then.", "%(n)s topics are new since then.", later)
        words = f"{words} {new % {'n': later}}"
    return words
