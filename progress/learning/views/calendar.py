"""A learner's plans in their calendar: the feed, and the page of the settings that opens and closes it."""

from django.conf import settings
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
from progress.learning.pages.undo import WayBack, keep_way_back, undo_after_redirect
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.plans import feeds
from progress.learning.plans.calendar import calendar_of
from progress.learning.plans.enrolment import following
from progress.learning.views.handed_over import handed_over
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
    """Show the address; a POST makes it, makes another, closes it, or takes one of these back."""
    if request.method == "POST":
        return _change(request)
    found = CalendarFeed.objects.filter(learner=request.user).first()
    path = reverse("feed", args=[found.token]) if found else ""
    planned = following(request.user).filter(plans__learner=request.user)
    context = {
        "feed": found,
        "address": f"{settings.SITE_URL.rstrip('/')}{path}",
        "planned": planned,
        "whose": whose(request),
        "undo": undo_after_redirect(request),
    }
    return render(request, "settings/calendar.html", context)


def _change(request: SignedInRequest) -> HttpResponse:
    if made_for_another(request):
        return handed_over(request, request.path)
    learner, now, act = request.user, timezone.now(), request.POST.get("act", "")
    if "restore" in request.POST:
        back = feeds.take_back(learner=learner, word=request.POST["restore"], at=now)
        words = _("Undone.") if back else _("That can't be undone any more: it has changed since.")
        keep_way_back(request, words, None)
    elif act == "open":
        feeds.open_feed(learner=learner, at=now)
        keep_way_back(request, _("Your calendar has an address now."), None)
    elif act == "renew":
        was = feeds.renew_feed(learner=learner, at=now)
        _tell(request, _("Here is another address. The old one leads nowhere any more."), was)
    elif act == "close":
        was = feeds.close_feed(learner=learner)
        _tell(request, _("The address is gone, and calendars that ask for it get nothing."), was)
    return redirect("calendar")


def _tell(request: SignedInRequest, words: str, was: feeds.Replaced | None) -> None:
    """Say what came of a press, with the way back to the address there was."""
    word = feeds.word_of(was, learner=request.user, at=timezone.now()) if was else ""
    keep_way_back(request, words, WayBack(request.path, "restore", word) if was else None)
