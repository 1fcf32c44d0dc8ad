"""Starting, pausing and leaving a roadmap, and taking that back."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext

from progress.learning.holders import holder_of
from progress.learning.pages.following import following_fragment
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.undo import WayBack, keep_way_back, way_back
from progress.learning.plans.turns import WRITES, take_back, turn, word_of
from progress.learning.views.found import is_htmx
from progress.learning.views.refused import refused
from roadmap_site.accounts.models import User

BACK = "back:"  # before the word of what is to be taken back


def follow(request: HttpRequest, parts: PreparedRoadmap, act: str) -> HttpResponse:
    """Do it, and answer htmx with the buttons that there are now, a plain form post with the page again."""
    if not isinstance(request.user, User):
        return redirect_to_login(parts.address)
    if not is_known(act):
        return refused(request, gettext("A line is followed, paused or left."), parts.address)
    words, way = press(request.user, parts, act, parts.address)
    if not is_htmx(request):
        keep_way_back(request, words, way)
        return HttpResponseRedirect(parts.address)
    roadmap = parts.tree.roadmap
    standings = holder_of(request).look([roadmap]).standings.values()
    buttons = following_fragment(request.user, roadmap.pk, standings)
    word = way_back(request, words, way)
    return HttpResponse(f'{buttons}<div id="undo" hx-swap-oob="innerHTML">{word}</div>')


def is_known(act: str) -> bool:
    return act in WRITES or act.startswith(BACK)


def press(learner: User, parts: PreparedRoadmap, act: str, address: str) -> tuple[str, WayBack | None]:
    """Do what `act` says; return the words for it, and the way back by the form of the page at `address`."""
    roadmap, now = parts.tree.roadmap, timezone.now()
    if act.startswith(BACK):
        back = take_back(learner=learner, roadmap=roadmap, word=act.removeprefix(BACK), at=now)
        words = (
            gettext("Undone.") if back else gettext("That can't be undone any more: it has changed since.")
        )
        return words, None
    turned = turn(learner=learner, roadmap=roadmap, act=act, at=now)
    if turned is None:
        return _said(act, roadmap.title), None
    word = word_of(turned, learner=learner, roadmap=roadmap, at=now)
    return _said(act, roadmap.title), WayBack(address, "follow", f"{BACK}{word}")


def _said(act: str, title: str) -> str:
    words = {
        "start": gettext("You follow %(line)s."),
        "pause": gettext("%(line)s is paused. Your marks stay, and a plan moves along."),
        "leave": gettext("You have left %(line)s. Your marks stay for when you come back."),
    }
    return words[act] % {"line": title}
