"""What a cohort is: its name, roadmaps, start and pace; ending it and putting it away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from progress.cohorts import keeping
from progress.cohorts.access import Place
from progress.cohorts.forms import CohortForm, EndForm, initial_of
from progress.cohorts.models import Role
from progress.cohorts.views.looking_after import for_role
from progress.learning.pages.undo import WayBack, keep_way_back, undo_after_redirect
from progress.learning.pages.whose import whose


@for_role(Role.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_details(request: HttpRequest, place: Place) -> HttpResponse:
    act, cohort = request.POST.get("act", ""), place.cohort
    form = CohortForm(request.POST if act == "change" else None, cohort=cohort, initial=initial_of(cohort))
    today = cohort.ended_on or max(cohort.starts_on, timezone.localdate())
    end = EndForm(request.POST if act == "end" else None, cohort=cohort, initial={"ended_on": today})
    if request.method == "POST" and (said := _do(place, act, form, end)):
        return _done(request, place, *said)
    context = {
        "place": place,
        "tab": "people",
        "roadmaps": place.roadmaps,
        "form": form,
        "end": end,
        "whose": whose(request),
    }
    return render(request, "cohorts/details.html", context | {"undo": undo_after_redirect(request)})


def _do(place: Place, act: str, form: CohortForm, end: EndForm) -> tuple[str, str] | None:
    """Return what was done and the act that takes it back; None when what was typed is wrong."""
    cohort, by, at = place.cohort, place.membership.person, timezone.now()
    if act == "change" and form.is_valid():
        keeping.change(cohort=cohort, **form.cleaned_data, by=by, at=at)
        return _("Saved."), ""
    if act == "end" and end.is_valid():
        keeping.end(cohort=cohort, on=end.cleaned_data["ended_on"], by=by, at=at)
        return _("The last day is set."), "go on"
    if act == "go on":
        keeping.end(cohort=cohort, on=None, by=by, at=at)
        return _("The cohort goes on."), ""
    if act in ("archive", "take out"):
        keeping.archive(cohort=cohort, archived=act == "archive", by=by, at=at)
        return _archived(act)
    return None


def _archived(act: str) -> tuple[str, str]:
    if act == "archive":
        return _("The cohort is archived. Nothing of it is lost."), "take out"
    return _("The cohort is back."), "archive"


def _done(request: HttpRequest, place: Place, words: str, undo: str) -> HttpResponse:
    address = reverse("cohort_details", args=[place.cohort.pk])
    keep_way_back(request, words, WayBack(address, "act", undo) if undo else None)
    return redirect(address)
