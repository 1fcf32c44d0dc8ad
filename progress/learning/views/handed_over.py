"""Answers to a page that was made for somebody else than who asks now: nothing is changed, and it is said."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy
from django.views.csrf import csrf_failure

from progress.learning.pages.whose import VISITOR, made_for, made_for_another
from progress.learning.views.found import is_htmx

TYPED = {  # what people write, by the names of its fields
    "url": gettext_lazy("The address you had typed"),
    "title": gettext_lazy("The title you had typed"),
    "link": gettext_lazy("The link you had typed"),
    "text": gettext_lazy("What you had typed"),
    "by": gettext_lazy("The day you had chosen"),
    "hours_a_week": gettext_lazy("The hours a week you had chosen"),
    "hours_a_topic": gettext_lazy("The hours a topic you had chosen"),
}


def handed_over(request: HttpRequest, place: str, *, status: int = 409) -> HttpResponse:
    """`place` is the address of the page, where it can be gone on."""
    template = "learning/_handed_over.html" if is_htmx(request) else "409.html"
    context = {
        "title": _title(request),
        "words": _words(request),
        "place": place,
        "typed": _typed(request),
    }
    return render(request, template, context, status=status)


def _typed(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Return field, label and value of each that has something in it."""
    sent = ((name, str(label), request.POST.get(name, "")) for name, label in TYPED.items())
    return [one for one in sent if one[2]]


def without_proof(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its browser's token (CSRF_FAILURE_VIEW): signing in changes that for all tabs."""
    if not reason.startswith("CSRF "):  # it came from another site
        return csrf_failure(request, reason)
    if made_for_another(request):
        return handed_over(request, _page_of(request), status=403)
    if not is_htmx(request):
        return csrf_failure(request, reason)
    words = gettext(
        "That came without the proof that it was yours, so nothing was changed. Reload and press again."
    )
    context = {"words": words, "place": _page_of(request)}
    return render(request, "learning/_handed_over.html", context, status=403)


def _page_of(request: HttpRequest) -> str:
    """Return the path of the page that was pressed on if the browser tells it, else of what was asked for."""
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}, request.is_secure()):
        return request.path
    return "/" + urlsplit(told).path.lstrip("/")


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
