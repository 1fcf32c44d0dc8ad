"""A learner's page for those who look after the cohort, and the mentors' notes on it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from progress.cohorts import mentor_notes
from progress.cohorts.access import Place
from progress.cohorts.audit import note as log
from progress.cohorts.forms import NoteForm
from progress.cohorts.models import AuditEntry, Membership, MentorNote, Role
from progress.cohorts.pages.learner import LearnerPage
from progress.cohorts.people.acts import is_number
from progress.cohorts.tables.learner import history_of, milestones_of, year_of
from progress.cohorts.tables.overview import overview
from progress.cohorts.views.looking_after import for_role
from progress.learning.pages.undo import WayBack, keep_way_back, undo_after_redirect
from progress.learning.pages.whose import whose


@for_role(Role.OBSERVER)
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_learner(request: HttpRequest, place: Place, member: int) -> HttpResponse:
    """Each look is logged; a POST is about a note."""
    learners = Membership.objects.learners().filter(cohort=place.cohort).select_related("person")
    membership = get_object_or_404(learners, pk=member)
    form = NoteForm()
    if request.method == "POST":
        form = NoteForm(request.POST)
        if done := _noted(request, place, membership, form):
            keep_way_back(request, *done)
            return redirect("cohort_learner", place.cohort.pk, member)
    elif request.method == "GET":
        _saw(place, membership)
    return _shown(request, place, membership, form)


def _saw(place: Place, membership: Membership) -> None:
    what, by = AuditEntry.What.SAW_LEARNER, place.membership.person
    log(what, cohort=place.cohort, actor=by, learner=membership.person, at=timezone.now())


def _shown(request: HttpRequest, place: Place, membership: Membership, form: NoteForm) -> HttpResponse:
    found = overview(place.cohort, at=timezone.now())
    row = next((row for row in found.rows if row.person.membership == membership.pk), None)
    if row is None:
        raise Http404  # who has left this very moment
    notes = mentor_notes.notes_about(place.cohort, membership.person_id)
    page = LearnerPage(
        place,
        found.outline,
        row,
        year_of(row.person, found.outline),
        milestones_of(row.person, found.outline),
        history_of(row.person, found.outline, _before(request)),
        notes,
    )
    context = {
        "place": place,
        "page": page,
        "form": form,
        "notes": [(note, *_rights(place, note)) for note in notes],
        "longest": mentor_notes.LONGEST,
        "whose": whose(request),
        "undo": undo_after_redirect(request),
    }
    return render(request, "cohorts/learner.html", context)


def _rights(place: Place, note: MentorNote) -> tuple[bool, bool]:
    return mentor_notes.may_change(place, note), mentor_notes.may_remove(place, note)


def _before(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.GET.get("before", ""))
    except ValueError:
        return None


def _noted(
    request: HttpRequest, place: Place, membership: Membership, form: NoteForm
) -> tuple[str, WayBack | None] | None:
    """Return what was done and the way back; None when what was typed is wrong, which the form then says."""
    if not place.may_review:
        raise Http404
    at, by, learner = timezone.now(), place.membership.person, membership.person
    if back := request.POST.get("undo"):
        done = mentor_notes.take_back(place=place, learner=learner, back=back, at=at)
        return (_("Undone.") if done else _("That can’t be taken back any more.")), None
    act = request.POST.get("act")
    if act == "remove":
        note = _note(request, place, membership)
        if not mentor_notes.may_remove(place, note):
            raise Http404
        return _("The note is removed."), _way(membership, mentor_notes.remove(note=note, by=by, at=at))
    if not form.is_valid():
        return None
    words = form.cleaned_data["words"]
    if act == "change":
        note = _note(request, place, membership)
        if not mentor_notes.may_change(place, note):
            raise Http404
        changed = mentor_notes.change(note=note, by=by, words=words, at=at)
        return _("The note is changed."), _way(membership, changed)
    written = mentor_notes.write(cohort=place.cohort, learner=learner, by=by, words=words, at=at)
    return _("The note is kept."), _way(membership, written)


def _note(request: HttpRequest, place: Place, membership: Membership) -> MentorNote:
    typed = request.POST.get("note", "")
    about = MentorNote.objects.filter(cohort=place.cohort, learner=membership.person_id)
    return get_object_or_404(about, pk=typed if is_number(typed) else None)


def _way(membership: Membership, back: str) -> WayBack:
    return WayBack(reverse("cohort_learner", args=[membership.cohort_id, membership.pk]), "undo", back)
