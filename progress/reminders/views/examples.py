"""An example of each mail, as its HTML looks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from progress.reminders.letters.examples import example, style_hashes
from progress.reminders.models import CHOSEN


@require_safe
def mail_example(request: HttpRequest, name: str) -> HttpResponse:
    """Open to everybody, since it is made up. Its styles are within, each allowed by its hash."""
    kind = next((kind for kind in CHOSEN if kind.value == name), None)
    if kind is None:
        raise Http404
    html = str(example(kind, None, timezone.now()).alternatives[0][0])
    response = HttpResponse(html)
    policy = {"style-src": ["'unsafe-hashes'", *style_hashes(html)]}
    response._csp_update = policy  # type: ignore[attr-defined]  # as django-csp's decorators do
    return response
