"""Answers for an address that no longer leads straight to its page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from curriculum.loading.addresses import Gone, Moved, Page
from curriculum.models import Milestone, Phase, Roadmap, Topic


def is_htmx(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers


def address_of(page: Page) -> str:
    if isinstance(page, Topic):
        return reverse("topic", args=[page.roadmap.slug, page.slug])
    if isinstance(page, Phase):
        return reverse("phase", args=[page.roadmap.slug, page.slug])
    if isinstance(page, Milestone):
        return reverse("milestone", args=[page.roadmap.slug, page.key])
    return reverse("roadmap", args=[page.slug])


def elsewhere(request: HttpRequest, found: Page | Moved | Gone | None) -> HttpResponse:
    """Redirect to where it has moved, or say what is known of it. Raise Http404 when it never was.

    What was typed at an old address goes along to the new one.
    """
    if isinstance(found, Moved):
        posted = request.method == "POST"
        return HttpResponsePermanentRedirect(address_of(found.to), preserve_request=posted)
    if not isinstance(found, Gone):
        raise Http404
    response = render(request, "410.html", _known_of(found), status=410)
    if is_htmx(request):
        response["HX-Redirect"] = request.path
    return response


def _known_of(gone: Gone) -> dict[str, Any]:
    line = gone.roadmap
    successor = {"url": address_of(line), "title": line.title} if line else None
    return {"gone": gone.title, "on": gone.on, "why": gone.why, "successor": successor}


def shown(request: HttpRequest, roadmap: Roadmap) -> Roadmap:
    """Return a roadmap that this person may see: drafts are for staff. Raise Http404."""
    if roadmap.status == "draft" and not request.user.is_staff:
        raise Http404
    return roadmap
