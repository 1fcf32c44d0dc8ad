"""The page behind an invitation's link."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from progress.cohorts.forms import ShowsForm
from progress.cohorts.models import Invitation, Membership, Role, Shows
from progress.cohorts.pages.people import looked_after_by
from progress.cohorts.people.invitations import Standing, Unusable, standing
from progress.cohorts.people.joining import current
from progress.cohorts.people.joining import join as come_in
from progress.learning.pages.undo import keep_way_back
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.views.handed_over import handed_over
from roadmap_site.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Say what mentors will see; a POST joins. Who has no account makes one and comes back."""
    found = Invitation.objects.select_related("cohort", "made_by").filter(token=token).first()
    if found is None:
        return _refused(request, None)
    if request.method == "POST" and made_for_another(request):
        return handed_over(request, request.path)
    membership = current(found.cohort, request.user) if isinstance(request.user, User) else None
    if membership is not None:
        keep_way_back(request, _("You are in already."), None)
        return _lead_in(membership)
    state = standing(found, timezone.now())
    if state != Standing.OPEN:
        return _refused(request, state)
    return _page(request, found)


def _page(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = ShowsForm(request.POST or None, initial={"shows": Shows.TOPICS})
    learns = invitation.role == Role.LEARNER
    if request.method == "POST" and request.user.is_authenticated and (not learns or form.is_valid()):
        shows = Shows(form.cleaned_data["shows"]) if learns else Shows.TOPICS
        return _join(request, invitation, shows)
    roadmaps = [line.roadmap for line in invitation.cohort.lines.select_related("roadmap")]
    context = {"invitation": invitation, "cohort": invitation.cohort, "learns": learns, "form": form}
    looked_after = looked_after_by(invitation.cohort, named=request.user.is_authenticated)
    context |= {"roadmaps": roadmaps, "looked_after": looked_after, "whose": whose(request)}
    response = render(request, "cohorts/join.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _join(request: HttpRequest, invitation: Invitation, shows: Shows) -> HttpResponse:
    person = cast(User, request.user)
    try:
        membership = come_in(person=person, invitation=invitation, shows=shows, at=timezone.now())
    except Unusable:
        invitation.refresh_from_db()
        return _refused(request, standing(invitation, timezone.now()))
    keep_way_back(request, _("Welcome to “%(cohort)s”!") % {"cohort": invitation.cohort}, None)
    return _lead_in(membership)


def _lead_in(membership: Membership) -> HttpResponse:
    """Learners to their own page; who looks after the cohort to its overview, while it is there for them."""
    learns = membership.role == Role.LEARNER or membership.cohort.archived_at
    return redirect("cohort_me" if learns else "cohort", membership.cohort_id)


def _refused(request: HttpRequest, state: Standing | None) -> HttpResponse:
    """404 for a link that nobody made, 410 for one that lets nobody in any more."""
    return render(request, "cohorts/no_way_in.html", {"state": state}, status=410 if state else 404)
