"""A README's badge: for everybody alike, so it is answered before anybody asks who it is for."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from curriculum.loading.addresses import Moved, find_roadmap
from curriculum.models import Roadmap
from progress.learning.models import Profile
from progress.learning.profiles.badge import badge_of

KEPT_FOR = "public, max-age=300"  # seconds; as long as a badge that is switched off may go on to be seen


@require_safe
def badge(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    found = badge_of(handle, slug)
    if found is None:
        return _elsewhere(handle, slug)
    kept = {"ETag": found.etag, "Cache-Control": KEPT_FOR, "Content-Length": str(len(found.svg))}
    response = HttpResponse(found.svg, content_type="image/svg+xml", headers=kept)
    return cast(HttpResponse, get_conditional_response(request, etag=found.etag, response=response))


def _elsewhere(handle: str, slug: str) -> HttpResponse:
    """Lead on to where the roadmap has moved, and from a handle in capitals, as a README may have it."""
    known = handle.lower()
    if Profile.objects.filter(handle=known, badges=True, learner__is_active=True).exists():
        if handle != known:
            return HttpResponsePermanentRedirect(reverse("badge", args=[known, slug]))
        to = find_roadmap(slug)
        if isinstance(to, Moved) and isinstance(to.to, Roadmap):
            return HttpResponsePermanentRedirect(reverse("badge", args=[handle, to.to.slug]))
    return HttpResponseNotFound(_("No badge is here.") + "\n", content_type="text/plain; charset=utf-8")
