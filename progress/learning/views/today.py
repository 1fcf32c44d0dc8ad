"""The learner's day: what is next, the routine, the streak, the year. One form posts all that is pressed."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from progress.learning.pages.masthead import (
    masthead_further,
    masthead_messages,
    masthead_self,
    streak_fragment,
)
from progress.learning.pages.slots import Prepared, prepare
from progress.learning.pages.undo import keep_for_next_page, undo_after_redirect, undo_word
from progress.learning.pages.undo_along import take_along, undo_along
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.today.board import board_of
from progress.learning.views.found import is_htmx
from progress.learning.views.handed_over import handed_over
from progress.learning.views.refused import refused
from progress.learning.views.today_presses import ACTS, Said
from roadmap_site.accounts.models import User

own = cache_control(private=True, no_cache=True)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def today(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _post(request)
    if not isinstance(request.user, User):
        return render(request, "learning/today_visitor.html")
    whole = request.GET.get("routine") == "all"
    board = board_of(request.user, timezone.now())
    outside = {
        "self": masthead_self(request, board.short_streak),
        "further_pages": masthead_further(request),
        "messages": masthead_messages(request),
        "heading": board.heading,
        "token": get_token(request),
        "whose": whose(request),
        "whole": WHOLE if whole else "",
        "further": board.further(),
        "undo": undo_after_redirect(request) or undo_along(request, at=timezone.now()),
    }
    return HttpResponse(_page(get_language() or "").fill(board.sections(whole_routine=whole) | outside))


WHOLE = '<input type="hidden" name="routine" value="all">'


@lru_cache(maxsize=8)
def _page(language: str) -> Prepared:
    return prepare("learning/today.html")


def _post(request: HttpRequest) -> HttpResponse:
    if made_for_another(request) or not isinstance(request.user, User):
        return handed_over(request, reverse("today"))
    for name, act in ACTS.items():
        if name in request.POST:
            told = act(request, request.user, request.POST[name])
            response = _answer(request, request.user, told)
            if told:
                take_along(request, response, told.words, told.change, at=timezone.now())
            return response
    return refused(request, gettext("Nothing was pressed, so nothing has changed."), reverse("today"))


def _answer(request: HttpRequest, learner: User, told: Said | None) -> HttpResponse:
    if told is None:
        return refused(
            request,
            gettext("That is not on this page any more. Reload it and press again."),
            reverse("today"),
        )
    whole = request.POST.get("routine") == "all"
    if not is_htmx(request) or told.stale:
        keep_for_next_page(request, told.words, told.change)
    if is_htmx(request) and told.stale:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if not is_htmx(request):
        return HttpResponseRedirect(reverse("today") + ("?routine=all#routine" if whole else ""))
    board = board_of(learner, timezone.now())
    sections = board.changed(stood=request.POST.getlist("stood"), whole_routine=whole)
    word = f'<div id="undo" hx-swap-oob="innerHTML">{undo_word(told.words, told.change)}</div>'
    return HttpResponse(f"{sections}{word}{streak_fragment(request, board.short_streak)}")
