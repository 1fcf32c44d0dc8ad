"""One's own cohorts, and making one."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from progress.cohorts import keeping
from progress.cohorts.access import may_make_cohorts
from progress.cohorts.forms import CohortForm
from progress.cohorts.models import Membership
from progress.cohorts.pages.log import about, log_of
from progress.cohorts.pages.mine import cohorts_of
from progress.cohorts.pages.notices import notices_of
from progress.cohorts.people import leading
from progress.cohorts.people.acts import is_number
from progress.cohorts.people.joining import come_back
from progress.learning.pages.undo import keep_way_back, undo_after_redirect
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.views.handed_over import handed_over
from roadmap_site.accounts.views import SignedInRequest

own = cache_control(private=True, no_cache=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own
def cohorts(request: SignedInRequest) -> HttpResponse:
    """A POST takes back that one has left a cohort."""
    if request.method == "POST":
        return handed_over(request, request.path) if made_for_another(request) else _take_back(request)
    may_make, mine = may_make_cohorts(request.user), cohorts_of(request.user)
    led = leading.PAGE in request.user.further_pages
    if led != bool(may_make or mine.kept or mine.learnt or mine.archived):
        leading.lead_rightly(person=request.user)  # the staff may have granted the right
    context = {"mine": mine, "may_make": may_make, "undo": undo_after_redirect(request)}
    return render(request, "cohorts/mine.html", context)


def _take_back(request: SignedInRequest) -> HttpResponse:
    undo = request.POST.get("undo", "")
    mine = Membership.objects.filter(person=request.user).select_related("cohort", "person")
    left = mine.filter(pk=undo).first() if is_number(undo) else None
    if left and come_back(membership=left, by=request.user, at=timezone.now()):
        keep_way_back(request, _("You are back in “%(cohort)s”.") % {"cohort": left.cohort}, None)
        return redirect("cohort_me", left.cohort_id)
    keep_way_back(request, _("It is too late to take that back. Ask for another invitation."), None)
    return redirect("cohorts")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own
def new_cohort(request: SignedInRequest) -> HttpResponse:
    if not may_make_cohorts(request.user):
        raise Http404
    if request.method == "POST" and made_for_another(request):
        return handed_over(request, request.path)
    form = CohortForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        cohort = keeping.make_once(**form.cleaned_data, by=request.user, at=timezone.now())
        words = _("“%(cohort)s” is made, and you own it. Invite people next.") % {"cohort": cohort}
        keep_way_back(request, words, None)
        return redirect("cohort_invitations", cohort.pk)
    return render(request, "cohorts/new.html", {"form": form, "whose": whose(request)})


@login_required
@require_safe
@own
def cohort_privacy(request: SignedInRequest) -> HttpResponse:
    """The page of the settings that says in which cohorts one is or was, and what is seen there."""
    mine = Membership.objects.filter(person=request.user).select_related("cohort")
    context = {
        "memberships": mine.current().order_by("-joined_at"),
        "left": mine.past().order_by("-left_at"),
        "notices": notices_of(request.user),
    }
    return render(request, "settings/cohorts.html", context)


@login_required
@require_safe
@own
def left_cohort(request: SignedInRequest, membership: int) -> HttpResponse:
    """What was seen and done about one who is in it no more."""
    past = Membership.objects.filter(person=request.user).past().select_related("cohort")
    found = get_object_or_404(past, pk=membership)
    typed = request.GET.get("before", "")
    log = log_of(about(found), request.user, int(typed) if is_number(typed) else None)
    return render(request, "settings/left_cohort.html", {"membership": found, "log": log})
