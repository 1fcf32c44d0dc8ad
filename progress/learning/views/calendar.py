"""A learner's plans in their calendar: the feed, and the page of the settings that opens and closes it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from progress.learning.days import day_of
from progress.learning.models import CalendarFeed
from progress.learning.plans import feeds
from progress.learning.plans.calendar import calendar_of
from progress.learning.plans.enrolment import following
from roadmap_site.accounts.views import SignedInRequest


@require_safe
@conditional_page
@cache_control(private=True, no_cache=True)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer whoever knows the address, without a session. Raise Http404 for one unknown or revoked."""
    found = (
        CalendarFeed.objects.select_related("learner").filter(token=token, learner__is_active=True).first()
    )
    if found is None:
        raise Http404
    content = calendar_of(found.learner, day_of(found.learner, timezone.now()))
    headers = {"X-Robots-Tag": "noindex", "Content-Disposition": 'inline; filename="plans.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@cache_control(private=True, no_store=True)
def calendar(request: SignedInRequest) -> HttpResponse:
    """Show the address; a POST makes it, makes another, or closes it."""
    if request.method == "POST":
        return _change(request)
    found = CalendarFeed.objects.filter(learner=request.user).first()
    path = reverse("feed", args=[found.token]) if found else ""
    planned = following(request.user).filter(plans__learner=request.user)
    context = {"feed": found, "address": f"{settings.SITE_URL.rstrip('/')}{path}", "planned": planned}
    return render(request, "settings/calendar.html", context)


def _change(request: SignedInRequest) -> HttpResponse:
    acts: dict[str, tuple[Callable[..., Any], dict[str, Any], str]] = {
        "open": (feeds.open_feed, {"at": timezone.now()}, _("Your calendar has an address now.")),
        "renew": (
            feeds.renew_feed,
            {"at": timezone.now()},
            _("Here is another address. The old one leads nowhere any more."),
        ),
        "close": (feeds.close_feed, {}, _("The address is gone, and calendars that ask for it get nothing.")),
    }
    if request.POST.get("act") in acts:
        write, values, words = acts[request.POST["act"]]
        write(learner=request.user, **values)
        messages.success(request, words)
    return redirect("calendar")
