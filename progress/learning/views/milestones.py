"""A milestone's page, where evidence is handed in, withdrawn and handed in again."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from curriculum.loading.addresses import find_milestone
from curriculum.models import Milestone
from progress.learning import submissions
from progress.learning.models import Submission
from progress.learning.notes.evidence import EvidenceForm
from progress.learning.pages.masthead import streak_fragment
from progress.learning.pages.milestone_page import evidence
from progress.learning.pages.roadmap_page import out_of_band
from progress.learning.pages.undo import WayBack, keep_way_back, undo_after_redirect, way_back
from progress.learning.pages.undo_along import take_along
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.submissions import TooManySubmissions
from progress.learning.views.found import address_of, elsewhere, is_htmx, shown
from progress.learning.views.handed_over import handed_over
from progress.learning.views.refused import refused
from roadmap_site.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def milestone(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    found = find_milestone(slug, key)
    if not isinstance(found, Milestone):
        return elsewhere(request, found)
    shown(request, found.roadmap)
    if request.method == "POST":
        return _changed(request, found)
    return _page(request, found)


def _page(request: HttpRequest, milestone: Milestone, form: EvidenceForm | None = None) -> HttpResponse:
    user = request.user
    context = {
        "milestone": milestone,
        "roadmap": milestone.roadmap,
        "phase": milestone.phase,
        "evidence": evidence(request, user, milestone, form) if isinstance(user, User) else "",
        "undo": undo_after_redirect(request),
        "whose": whose(request),
    }
    return render(request, "learning/milestone.html", context, status=422 if form else 200)


def _changed(request: HttpRequest, milestone: Milestone) -> HttpResponse:
    if made_for_another(request):
        return handed_over(request, address_of(milestone))
    if not isinstance(request.user, User):
        return redirect_to_login(address_of(milestone))
    for name, act in ACTS.items():
        if name in request.POST:
            return act(request, request.user, milestone)
    words = gettext("Nothing was pressed, so nothing has changed.")
    return refused(request, words, address_of(milestone))


def _submit(request: HttpRequest, learner: User, milestone: Milestone) -> HttpResponse:
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        return _refused(request, learner, milestone, form)
    try:
        submission = submissions.submit(
            learner=learner, milestone=milestone, **form.cleaned_data, at=timezone.now()
        )
    except TooManySubmissions:
        words = gettext("It has been handed in %(n)s times, and that is the most.")
        form.add_error(None, words % {"n": submissions.MOST})
        return _refused(request, learner, milestone, form)
    words = gettext("Handed in. Today counts as a day of learning.")
    return _told(request, learner, milestone, words, ("withdraw", submission))


def _refused(request: HttpRequest, learner: User, milestone: Milestone, form: EvidenceForm) -> HttpResponse:
    if is_htmx(request):
        return HttpResponse(out_of_band(evidence(request, learner, milestone, form)))
    return _page(request, milestone, form)


def _withdraw(request: HttpRequest, learner: User, milestone: Milestone) -> HttpResponse:
    submission = _own(learner, milestone, request.POST["withdraw"])
    submissions.withdraw(learner=learner, submission=submission, at=timezone.now())
    return _told(request, learner, milestone, gettext("Withdrawn."), ("restore", submission))


def _restore(request: HttpRequest, learner: User, milestone: Milestone) -> HttpResponse:
    submission = _own(learner, milestone, request.POST["restore"])
    submissions.restore(learner=learner, submission=submission, at=timezone.now())
    return _told(request, learner, milestone, gettext("Undone."), None)


def _own(learner: User, milestone: Milestone, key: str) -> Submission:
    """Raise Http404 for anybody else's."""
    if not key.isdecimal() or len(key) > 18:
        raise Http404
    return get_object_or_404(learner.submissions, milestone=milestone, pk=key)


def _told(
    request: HttpRequest,
    learner: User,
    milestone: Milestone,
    words: str,
    undo: tuple[str, Submission] | None,
) -> HttpResponse:
    place = address_of(milestone)
    way = WayBack(place, undo[0], str(undo[1].pk)) if undo else None
    if not is_htmx(request):
        keep_way_back(request, words, way)
        response: HttpResponse = HttpResponseRedirect(f"{place}#evidence")
    else:
        word = f'<div id="undo" hx-swap-oob="innerHTML">{way_back(request, words, way)}</div>'
        section = out_of_band(evidence(request, learner, milestone))
        response = HttpResponse(f"{section}{word}{streak_fragment(request)}")
    take_along(request, response, words, way, at=timezone.now())
    return response


ACTS: dict[str, Callable[[HttpRequest, User, Milestone], HttpResponse]] = {
    "submit": _submit,
    "withdraw": _withdraw,
    "restore": _restore,
}
