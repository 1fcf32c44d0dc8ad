"""What operators' programs ask for."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from progress.reminders.metrics import exposition
from progress.reminders.numbers import read_numbers


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever knows METRICS_TOKEN; to everybody else there is no such page. In local mode it is open."""
    if not settings.OPEN_METRICS and not _knows_the_token(request):
        raise Http404
    text, content_type = exposition(read_numbers(timezone.now()), request.headers.get("Accept", ""))
    return HttpResponse(text, content_type=content_type)


def _knows_the_token(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    told = request.headers.get("Authorization", "")
    return bool(token) and constant_time_compare(told, f"Bearer {token}")
