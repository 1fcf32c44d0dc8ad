from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from curriculum.models import Release
from roadmap_site.local.watching import watcher


@require_safe
@never_cache
def content(request: HttpRequest) -> JsonResponse:
    """What an open page asks again and again: which content is loaded, and what is wrong with the files."""
    release = Release.objects.current()
    version = f"{release.pk} {release.digest}" if release else ""
    return JsonResponse({"version": version, "errors": watcher.errors})
