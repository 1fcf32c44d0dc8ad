"""The word of what was just done, with the way back."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from curriculum.models import Topic
from progress.learning.pages.rows import state_word

_KEY = "undo"  # in the session, from a plain form post to the page that follows it


def said(topics: list[Topic], state: str) -> str:
    if len(topics) == 1:
        return gettext("%(topic)s: %(state)s.") % {"topic": topics[0].title, "state": state_word(state)}
    return ngettext("%(n)s topic is now %(state)s.", "%(n)s topics are now %(state)s.", len(topics)) % {
        "n": len(topics),
        "state": state_word(state),
    }


def undo_word(words: str, change: str) -> SafeString:
    """`change` is empty when there is nothing to take back."""
    return render_to_string("learning/_undo.html", {"said": words, "change": change})


def keep_for_next_page(request: HttpRequest, words: str, change: str) -> None:
    request.session[_KEY] = [words, change]


def undo_after_redirect(request: HttpRequest) -> SafeString:
    if _KEY not in request.session:
        return SafeString("")
    return undo_word(*request.session.pop(_KEY))
