"""A cohort as one who is in it sees themselves there: what mentors see, leaving, and the log of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from progress.cohorts.access import Place
from progress.cohorts.forms import ShowsForm
from progress.cohorts.models import AuditEntry, Membership, Role, Shows
from progress.cohorts.pages.log import about, log_of
from progress.cohorts.pages.notices import notices_in
from progress.cohorts.people import changing, joining
from progress.cohorts.people.acts import is_number
from progress.cohorts.views.looking_after import for_role
from progress.learning.pages.undo import WayBack, keep_way_back, undo_after_redirect
from progress.learning.pages.whose import whose


@for_role(Role.LEARNER, though_archived=True)
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_me(request: HttpRequest, place: Place) -> HttpResponse:
    me = place.membership
    if request.method == "POST":
        return _leave(request, me) if request.POST.get("act") == "leave" else _show(request, me)
    form, told = ShowsForm(initial={"shows": me.shows}), notices_in(me)
    if request.method == "GET":
        changing.notice(membership=me)
    looked_after = Membership.objects.looking_after().filter(cohort=place.cohort).select_related("person")
    context = {
        "place": place,
        "notices": told,
        "form": form,
        "roadmaps": place.roadmaps,
        "leads_on": me.role != Role.LEARNER and (place.may_keep or not place.cohort.archived_at),
        "looked_after": looked_after.order_by("joined_at", "pk"),
        "log": log_of(about(me), me.person, _before(request)),
        "whose": whose(request),
        "undo": undo_after_redirect(request),
    }
    return render(request, "cohorts/me.html", context)


def _show(request: HttpRequest, me: Membership) -> HttpResponse:
    form = ShowsForm(request.POST)
    if form.is_valid():
        changing.show(membership=me, shows=Shows(form.cleaned_data["shows"]), at=timezone.now())
        keep_way_back(request, _("Saved. It holds from now on, on every page."), None)
    return redirect("cohort_me", me.cohort_id)


def _leave(request: HttpRequest, me: Membership) -> HttpResponse:
    try:
        joining.leave(membership=me, by=me.person, at=timezone.now())
    except joining.LastOwner:
        words = _("You are its only owner. Make somebody else an owner first, or archive it.")
        keep_way_back(request, words, None)
        return redirect("cohort_me", me.cohort_id)
    words = _("You have left “%(cohort)s”. Nobody there sees you any more.") % {"cohort": me.cohort}
    keep_way_back(request, words, WayBack(reverse("cohorts"), "undo", str(me.pk)))
    return redirect("cohorts")


@for_role(Role.MENTOR)
@require_safe
def cohort_log(request: HttpRequest, place: Place) -> HttpResponse:
    entries = AuditEntry.objects.filter(cohort=place.cohort)
    log = log_of(entries, place.membership.person, _before(request))
    context = {"place": place, "tab": "log", "roadmaps": place.roadmaps, "log": log}
    return render(request, "cohorts/log.html", context)


def _before(request: HttpRequest) -> int | None:
    typed = request.GET.get("before", "")
    return int(typed) if is_number(typed) else None
