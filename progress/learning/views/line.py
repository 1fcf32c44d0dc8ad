"""A roadmap's line as a picture, for README and slides: of its content only, alike for everybody."""

from hashlib import sha256
from typing import cast

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from curriculum.loading.addresses import Moved, find_roadmap
from curriculum.models import Roadmap
from progress.learning.pages.line_svg import line_svg, style_hashes
from progress.learning.pages.prepared_roadmap import prepared_at

POLICY = {"default-src": ["'none'"], "style-src": style_hashes()}  # for who opens it as a page
KEPT_FOR = "public, max-age=3600"  # seconds; as long as one may see it as it was before a load


@require_safe
@gzip_page
@csp_replace(POLICY)  # type: ignore[arg-type]  # a view may take more than its request
def line(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer 404 for drafts, whoever asks; staff see them on their pages."""
    parts = prepared_at(slug)
    if parts is None or parts.tree.roadmap.status == "draft":
        return _elsewhere(slug)
    picture = line_svg(parts).encode()
    etag = f'"{sha256(picture).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": KEPT_FOR, "Content-Length": str(len(picture))}
    response = HttpResponse(picture, content_type="image/svg+xml", headers=headers)
    return cast(HttpResponse, get_conditional_response(request, etag=etag, response=response))


def _elsewhere(slug: str) -> HttpResponse:
    """What shows the picture goes on showing it when the roadmap's address has changed."""
    found = find_roadmap(slug)
    to = found.to if isinstance(found, Moved) else None
    if isinstance(to, Roadmap) and to.status == "published":
        return HttpResponsePermanentRedirect(reverse("line", args=[to.slug]))
    return HttpResponseNotFound(_("No line is here.") + "\n", content_type="text/plain; charset=utf-8")
