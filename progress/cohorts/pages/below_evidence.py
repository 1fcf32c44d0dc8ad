"""What a learner reads below what was handed in: since when it waits, what was said, and where to answer."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from curriculum.models import Milestone
from progress.cohorts.models import Membership, Review, ReviewClaim
from progress.cohorts.pages.review import reviews_of, said_of
from progress.cohorts.reviews.forms import LONGEST
from progress.cohorts.reviews.talking import may_answer
from progress.cohorts.tables.waiting import wait_of
from progress.learning.models import Submission
from progress.learning.pages.whose import whose
from roadmap_site.accounts.models import User


def below(request: HttpRequest, submissions: Sequence[Submission]) -> Mapping[int, SafeString]:
    """Return it for each that somebody has reviewed, and for the one that waits. `submissions` are of one
    milestone, the newest first.
    """
    learner = request.user
    if not submissions or not isinstance(learner, User):
        return {}
    said = said_of(submissions, reviews_of(submissions))
    answerable = may_answer(learner, list(submissions)) if said else set()
    standing = [one for one in submissions if not one.withdrawn_at]
    newest = standing[0] if standing else None
    waits = newest is not None and not said.get(newest.pk) and not newest.confirmed_at
    found = {}
    for one in submissions:
        waiting = _waiting(one, learner) if waits and one == newest else None
        if one.pk in said or waiting:
            context = {
                "submission": one,
                "said": said.get(one.pk, []),
                "waiting": waiting,
                "answerable": one.pk in answerable,
                "longest": LONGEST,
                "whose": whose(request),
            }
            found[one.pk] = render_to_string("cohorts/_below_evidence.html", context, request)
    return found


def _waiting(submission: Submission, learner: User) -> dict[str, str] | None:
    """Return for how long, and who looks at it; nothing where nobody is there to review it."""
    mine = Membership.objects.learners().filter(person=learner, cohort__archived_at=None)
    line = Milestone.objects.filter(pk=submission.milestone_id).values("roadmap")
    on_line = mine.filter(cohort__lines__roadmap__in=line)
    if not on_line.exists():
        return None
    at = timezone.now()
    claim = ReviewClaim.objects.filter(submission=submission, until__gt=at).select_related("mentor").first()
    wait = wait_of(submission, learner, at)
    return {"wait": wait, "mentor": str(claim.mentor) if claim else ""}


def stands_answered(submission: Submission) -> bool:
    return Review.objects.filter(submission=submission).exists()
