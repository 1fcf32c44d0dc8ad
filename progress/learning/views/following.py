"""Starting, pausing and leaving a roadmap."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext

from progress.learning.holders import holder_of
from progress.learning.pages.following import following_fragment
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.undo import keep_for_next_page, undo_word
from progress.learning.plans import enrolment
from progress.learning.views.found import is_htmx
from progress.learning.views.refused import refused
from roadmap_site.accounts.models import User

WRITES: dict[str, Callable[..., None]] = {
    "start": enrolment.start,
    "pause": enrolment.pause,
    "leave": enrolment.leave,
}


def follow(request: HttpRequest, parts: PreparedRoadmap, act: str) -> HttpResponse:
    """Do it, and answer htmx with the buttons that there are now, a plain form post with the page again."""
    if not isinstance(request.user, User):
        return redirect_to_login(parts.address)
    if act not in WRITES:
        return refused(request, gettext("A line is followed, paused or left."), parts.address)
    roadmap = parts.tree.roadmap
    WRITES[act](learner=request.user, roadmap=roadmap, at=timezone.now())
    if not is_htmx(request):
        keep_for_next_page(request, said(act, roadmap.title), "")
        return HttpResponseRedirect(parts.address)
    standings = holder_of(request).look([roadmap]).standings.values()
    buttons = following_fragment(request.user, roadmap.pk, standings)
    word = undo_word(said(act, roadmap.title), "")
    return HttpResponse(f'{buttons}<div id="undo" hx-swap-oob="innerHTML">{word}</div>')


def said(act: str, title: str) -> str:
    words = {
        "start": gettext("You follow %(line)s."),
        "pause": gettext("%(line)s is paused. Your marks stay, and a plan moves along."),
        "leave": gettext("You have left %(line)s. Your marks stay for when you come back."),
    }
    return words[act] % {"line": title}
