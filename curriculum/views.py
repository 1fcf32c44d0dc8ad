"""Pictures that the roadmaps' prose shows."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from curriculum.content.pictures import NAME


@require_safe
@cache_control(public=True, max_age=3600)
def picture(request: HttpRequest, roadmap: str, name: str) -> HttpResponseBase:
    """Serve a file of a roadmap's `assets/`, which lint has looked at. Raise Http404 for anything else."""
    if not NAME.fullmatch(name):
        raise Http404
    folder = settings.CONTENT_DIR / "roadmaps" / roadmap / "assets"
    return serve(request, name, document_root=str(folder))
