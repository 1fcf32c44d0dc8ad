"""Answers to a page that was made for somebody else than who asks now: nothing is changed, and it is said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from progress.learning.pages.whose import VISITOR, made_for
from progress.learning.views.found import is_htmx


def handed_over(request: HttpRequest, place: str) -> HttpResponse:
    """`place` is the address of the page, where it can be gone on."""
    template = "learning/_handed_over.html" if is_htmx(request) else "409.html"
    context = {
        "title": _title(request),
        "words": _words(request),
        "place": place,
        "typed": request.POST.get("text", ""),
    }
    return render(request, template, context, status=409)


def _title(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return gettext("You are signed out")
    if made_for(request) == VISITOR:
        return gettext("You are signed in")
    return gettext("Somebody else is signed in")


def _words(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return gettext("You have been signed out, maybe in another tab, so nothing was changed.")
    if made_for(request) == VISITOR:
        return gettext("You have signed in in another tab, so nothing was changed.")
    words = gettext("%(name)s has signed in in another tab, so nothing was changed.")
    return words % {"name": request.user}


def whole_page(request: HttpRequest) -> HttpResponse:
    """Answer htmx, which asks for a part of such a page, with the page that belongs to who asks."""
    return HttpResponse(headers={"HX-Redirect": request.path})
