"""The page of the settings on which one chooses mail, and sees what became of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from progress.learning.pages.undo import WayBack, keep_way_back, undo_after_redirect
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.views.handed_over import handed_over
from progress.reminders.forms import ChoicesForm
from progress.reminders.pages.mail_page import mail_page
from progress.reminders.pages.samples import ask_for_sample
from progress.reminders.views.pressing import Pressed, press
from roadmap_site.accounts.views import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def mail_settings(request: SignedInRequest) -> HttpResponse:
    """A POST chooses, takes back or has a sample sent; what is wrong stands beside what was typed."""
    if request.method != "POST":
        return _page(request)
    if made_for_another(request):
        return handed_over(request, request.path)
    now = timezone.now()
    if request.POST.get("act") == "sample":
        pressed = Pressed(ask_for_sample(person=request.user, at=now))
    else:
        pressed = press(request, request.user, now)
    return _page(request, pressed.form) if pressed.form else _done(request, pressed)


def _done(request: SignedInRequest, pressed: Pressed) -> HttpResponse:
    way = WayBack(reverse("mail_settings"), "undo", pressed.undo) if pressed.undo else None
    keep_way_back(request, pressed.said, way)
    return HttpResponseRedirect(reverse("mail_settings"))


def _page(request: SignedInRequest, form: ChoicesForm | None = None) -> HttpResponse:
    context = mail_page(request.user, form, request.GET.dict(), timezone.now())
    context |= {"undo": undo_after_redirect(request), "whose": whose(request)}
    return render(request, "settings/mail.html", context)
