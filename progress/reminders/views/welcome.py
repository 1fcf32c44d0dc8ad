"""The page after one's first sign-in: which mails one wants, if any."""

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from progress.learning.pages.whose import made_for_another, whose
from progress.learning.views.handed_over import handed_over
from progress.reminders.choosing import Chosen
from progress.reminders.forms import ChoicesForm
from progress.reminders.models import MailChoices
from progress.reminders.pages.choices import choices_context
from progress.reminders.views.pressing import press
from roadmap_site.accounts.views import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def welcome(request: SignedInRequest) -> HttpResponse:
    """Whoever has answered is led on, to where they wanted to go."""
    if request.method == "POST":
        return _answer(request)
    if MailChoices.objects.filter(pk=request.user.pk).exists():
        return _on(request)
    return _page(request, ChoicesForm.shown(Chosen()))


def _answer(request: SignedInRequest) -> HttpResponse:
    if made_for_another(request):
        return handed_over(request, request.path)
    pressed = press(request, request.user, timezone.now())
    if pressed.form:
        return _page(request, pressed.form)
    messages.success(request, pressed.said)
    return _on(request)


def _page(request: SignedInRequest, form: ChoicesForm) -> HttpResponse:
    context = choices_context(form, request.user.time_zone, timezone.now())
    return render(request, "reminders/welcome.html", context | {"whose": whose(request)})


def _on(request: SignedInRequest) -> HttpResponse:
    return redirect(get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL)
