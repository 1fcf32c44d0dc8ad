"""The people of a cohort, and one of them."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from progress.cohorts.access import Place
from progress.cohorts.forms import ExtensionForm, MoveForm, RoleForm
from progress.cohorts.models import Cohort, CohortRoadmap, Membership, Role
from progress.cohorts.pages.people import people_of
from progress.cohorts.people.acts import ACTS, Done, take_back
from progress.cohorts.people.changing import NotAsked, was_asked
from progress.cohorts.people.joining import LastOwner
from progress.cohorts.views.looking_after import for_role
from progress.learning.pages.undo import WayBack, keep_way_back, undo_after_redirect
from progress.learning.pages.whose import whose


@for_role(Role.OBSERVER)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, place: Place) -> HttpResponse:
    """Who is in it; a POST takes back what was done to somebody."""
    if request.method == "POST":
        return _take_back(request, place)
    words, role = request.GET.get("q", "").replace("\0", "").strip(), request.GET.get("role", "")
    found = people_of(place.cohort, words=words, role=role, page=request.GET.get("page"))
    context = {
        "place": place,
        "tab": "people",
        "roadmaps": place.roadmaps,
        "people": found,
        "roles": Role.choices,
    }
    return render(request, "cohorts/people.html", context | {"undo": undo_after_redirect(request)})


def _take_back(request: HttpRequest, place: Place) -> HttpResponse:
    if not place.may_review:
        raise Http404
    try:
        taken = take_back(place, request.POST.get("undo", ""), timezone.now())
    except (LastOwner, NotAsked):
        taken = False
    keep_way_back(request, _("Undone.") if taken else _("That can’t be taken back any more."), None)
    return redirect("cohort_settings", place.cohort.pk)


@for_role(Role.MENTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, place: Place, member: int) -> HttpResponse:
    """Mentors give a learner more time; owners do the rest."""
    current = Membership.objects.current().select_related("person", "cohort")
    membership = current.filter(cohort=place.cohort, pk=member).first()
    if membership is None:
        raise Http404
    act = request.POST.get("act", "")
    forms = _forms(place, membership, act, request.POST)
    if request.method == "POST":
        if act not in forms:
            raise Http404
        if done := _do(place, membership, act, forms[act]):
            return _done(request, place, done)
    context = {"place": place, "membership": membership, "forms": forms, "whose": whose(request)}
    return render(request, "cohorts/member.html", context | {"undo": undo_after_redirect(request)})


def _forms(place: Place, membership: Membership, act: str, typed: QueryDict) -> dict[str, Any]:
    """Return the forms that the viewer may send, by the word of their button."""
    forms: dict[str, Any] = {}
    if membership.role == Role.LEARNER:
        before = {"extra_days": membership.extra_days}
        forms["extend"] = ExtensionForm(typed if act == "extend" else None, initial=before)
    if place.may_keep:
        given, role = typed if act == "change_role" else None, {"role": membership.role}
        forms["change_role"] = RoleForm(given, initial=role, may_learn=was_asked(membership))
        if (others := _others_of(place)).exists():
            forms["move"] = MoveForm(typed if act == "move" else None, cohorts=others)
        forms["remove"] = None
    return forms


def _others_of(place: Place) -> QuerySet[Cohort]:
    """The cohorts that the viewer owns besides this one, and in which mentors see no other roadmaps."""
    owned = Membership.objects.current().filter(person=place.membership.person_id, role=Role.OWNER)
    others = Cohort.objects.filter(pk__in=owned.values("cohort"), archived_at=None)
    further = CohortRoadmap.objects.exclude(roadmap__in=place.roadmaps).values("cohort")
    return others.exclude(pk=place.cohort.pk).exclude(pk__in=further).order_by("name", "pk")


def _do(place: Place, membership: Membership, act: str, form: Any) -> Done | None:
    """Return None when what was typed is wrong, which the form then says."""
    if form is not None and not form.is_valid():
        return None
    try:
        return ACTS[act](place, membership, form.cleaned_data if form else {}, timezone.now())
    except LastOwner:
        return Done(_("A cohort needs an owner. Make somebody else one first."), "")


def _done(request: HttpRequest, place: Place, done: Done) -> HttpResponse:
    address = reverse("cohort_settings", args=[place.cohort.pk])
    keep_way_back(request, done.words, WayBack(address, "undo", done.undo) if done.undo else None)
    still_there = Membership.objects.current().filter(cohort=place.cohort, person=place.membership.person_id)
    return redirect(address if still_there.exists() else "cohorts")
