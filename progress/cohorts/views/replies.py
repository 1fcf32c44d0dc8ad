"""A learner's answer to a review, from the milestone's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from progress.cohorts.reviews import talking
from progress.cohorts.reviews.forms import ReplyForm
from progress.learning.models import Submission
from progress.learning.pages.undo import keep_way_back
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.views.handed_over import handed_over
from roadmap_site.accounts.views import SignedInRequest


@require_POST
@login_required
def review_replies(request: SignedInRequest, submission: int) -> HttpResponse:
    mine = Submission.objects.filter(learner=request.user).select_related("milestone__roadmap")
    found = get_object_or_404(mine, pk=submission)
    milestone = found.milestone
    place = reverse("milestone", args=[milestone.roadmap.slug, milestone.key])
    if made_for_another(request):
        return handed_over(request, place)
    form = ReplyForm(request.POST)
    refused = _refused(request, found, form)
    if refused or form.errors:
        context = {"submission": found, "form": form, "refused": refused, "place": place}
        return render(request, "cohorts/reply.html", context | {"whose": whose(request)}, status=422)
    keep_way_back(request, _("Sent."), None)
    return HttpResponseRedirect(f"{place}#said-{found.pk}")


def _refused(request: SignedInRequest, submission: Submission, form: ReplyForm) -> str:
    """Send it. Return why that can't be, but for what the form says of its words."""
    if submission.pk not in talking.may_answer(request.user, [submission]):
        return _("Nobody is there any more to read an answer, so none was sent.")
    if not form.is_valid():
        return ""
    try:
        talking.reply(submission=submission, author=request.user, at=timezone.now(), **form.cleaned_data)
    except talking.NoAnswer:
        return _("That can’t be answered any more.")
    return ""
