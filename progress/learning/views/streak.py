"""How one's streak was counted, and how one wants it counted."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from progress.learning.models import StreakMode
from progress.learning.pages.streak_page import StreakPage
from progress.learning.streaks import choosing
from progress.learning.streaks.choosing import Choices
from progress.learning.streaks.forms import EndForm, ModeForm, PauseForm
from roadmap_site.accounts.models import User
from roadmap_site.accounts.views import SignedInRequest


@require_safe
@cache_control(private=True, no_cache=True)
def streak(request: HttpRequest) -> HttpResponse:
    """Day by day, a month at a time; a visitor reads what would be there."""
    if not isinstance(request.user, User):
        return render(request, "learning/streak_visitor.html")
    page = StreakPage.of(request.user, timezone.now(), request.GET.get("month", ""))
    return render(request, "learning/streak.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def streak_settings(request: SignedInRequest) -> HttpResponse:
    """A POST does what the pressed button's `act` says; what is wrong stands beside what was typed."""
    now = timezone.now()
    form = None
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""), _nothing)
        form = act(request, now)
        if form is None:
            return redirect("streak_settings")
    choices = Choices.of(request.user, now)
    context = {
        "choices": choices,
        "mode_form": form if isinstance(form, ModeForm) else ModeForm.shown(choices),
        "pause_form": form if isinstance(form, PauseForm) else PauseForm(initial={"first": choices.earliest}),
        "end_form": form if isinstance(form, EndForm) else EndForm(initial={"last": choices.pause_ends}),
    }
    return render(request, "settings/streak.html", context)


def _choose_mode(request: SignedInRequest, at: datetime) -> Form | None:
    form = ModeForm(request.POST)
    if not form.is_valid():
        return form
    mode = StreakMode(form.cleaned_data["mode"])
    choosing.choose_mode(learner=request.user, mode=mode, days=form.cleaned_data["days"] or 3, at=at)
    messages.success(request, _("Saved."))
    return None


def _pause(request: SignedInRequest, at: datetime) -> Form | None:
    form = PauseForm(request.POST)
    if Choices.of(request.user, at).pause is not None:  # no form for one is on the page
        _say_paused_already(request)
        return None
    if not form.is_valid():
        return form
    try:
        choosing.pause(learner=request.user, **form.cleaned_data, at=at)
    except choosing.PausedAlready:
        _say_paused_already(request)
        return None
    except choosing.Refused as refusal:
        form.refuse(refusal)
        return form
    messages.success(request, _("Your streak is paused from then on."))
    return None


def _say_paused_already(request: SignedInRequest) -> None:
    messages.info(request, _("There is a pause already, so nothing has changed."))


def _move_end(request: SignedInRequest, at: datetime) -> Form | None:
    form = EndForm(request.POST)
    if Choices.of(request.user, at).pause is None:
        messages.info(request, _("There is no pause any more, so nothing has changed."))
        return None
    if not form.is_valid():
        return form
    try:
        choosing.move_end(learner=request.user, last=form.cleaned_data["last"], at=at)
    except choosing.Refused as refusal:
        form.refuse(refusal)
        return form
    messages.success(request, _("Saved."))
    return None


def _go_on(request: SignedInRequest, at: datetime) -> None:
    choosing.go_on(learner=request.user, at=at)
    messages.success(request, _("Your days count again."))


def _nothing(request: SignedInRequest, at: datetime) -> None:
    messages.info(request, _("Nothing was pressed, so nothing has changed."))


ACTS: dict[str, Callable[[SignedInRequest, datetime], Form | None]] = {
    "mode": _choose_mode,
    "pause": _pause,
    "end": _move_end,
    "go on": _go_on,
}
