"""A mentor's word on what was handed in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from progress.cohorts.audit import note
from progress.cohorts.models import (
    AuditEntry,
    Cohort,
    Membership,
    Review,
    ReviewClaim,
    ReviewReply,
    Verdict,
)
from progress.cohorts.reviews.claims import claim
from progress.cohorts.reviews.notices import take_reviewed_back, tell_reviewed
from progress.learning.models import Submission
from progress.learning.submissions import confirm, unconfirm
from roadmap_site.accounts.models import User

What = AuditEntry.What
UNDO = timedelta(minutes=10)  # for as long a review can be taken back


class Taken(Exception):
    """Somebody else looks at it."""


class NothingToReview(Exception):
    """It was reviewed, withdrawn, or handed in anew meanwhile."""


def evidence_in(cohort: Cohort) -> QuerySet[Submission]:
    """Return what stands of those who learn in it now, on its roadmaps."""
    learners = Membership.objects.learners().filter(cohort=cohort).values("person")
    roadmaps = cohort.lines.values("roadmap")
    standing = Submission.objects.filter(learner__in=learners, withdrawn_at=None)
    return standing.filter(milestone__roadmap__in=roadmaps)


def waits(submission: Submission) -> bool:
    """Whether it is the newest for its milestone and nobody has said anything of it yet."""
    if submission.withdrawn_at or submission.confirmed_at:
        return False
    return not newer(submission).exists() and not Review.objects.filter(submission=submission).exists()


def newer(submission: Submission) -> QuerySet[Submission]:
    """Return later tries that stand."""
    tries = Submission.objects.filter(learner=submission.learner_id, milestone=submission.milestone_id)
    return tries.filter(withdrawn_at=None, number__gt=submission.number)


@transaction.atomic
def review(
    *,
    submission: Submission,
    cohort: Cohort,
    mentor: User,
    verdict: Verdict,
    words: str,
    checked: Sequence[str],
    at: datetime,
) -> Review:
    """Say that it is enough, or what to change; the learner is told. Raise Taken or NothingToReview."""
    held = _hold(submission, mentor)
    if held is None or not waits(held):
        raise NothingToReview
    if claim(submission=held, mentor=mentor, at=at).mentor_id != mentor.pk:
        raise Taken
    said = Review.objects.create(
        submission=held,
        cohort=cohort,
        mentor=mentor,
        verdict=verdict,
        words=words,
        checked=list(checked),
        at=at,
    )
    if verdict == Verdict.APPROVED:
        confirm(submission=held, by=mentor, at=at)
    ReviewClaim.objects.filter(submission=held).delete()
    told = {"verdict": verdict.value}
    note(What.REVIEWED, cohort=cohort, actor=mentor, learner=held.learner, at=at, told=told)
    tell_reviewed(said, at=at)
    return said


@transaction.atomic
def take_back(*, review: Review, mentor: User, at: datetime) -> bool:
    """Take one's own review back while nobody has gone on from there; return whether that was so."""
    held = _hold(review.submission, mentor)
    mine = Review.objects.filter(pk=review.pk, mentor=mentor, at__gt=at - UNDO)
    answered = ReviewReply.objects.filter(submission=review.submission, at__gte=review.at)
    if held is None or newer(held).exists() or answered.exists() or not mine.delete()[0]:
        return False
    if review.verdict == Verdict.APPROVED:
        unconfirm(submission=held)
    told = {"undone": True}
    note(What.REVIEWED, cohort=review.cohort, actor=mentor, learner=held.learner, at=at, told=told)
    take_reviewed_back(review, at=at)
    return True


def _hold(submission: Submission, mentor: User) -> Submission | None:
    """Lock the people first, as a deletion does, and then what was handed in."""
    people = User.objects.filter(pk__in=[submission.learner_id, mentor.pk]).order_by("pk")
    if len(people.select_for_update(no_key=True)) < len({submission.learner_id, mentor.pk}):
        return None
    standing = Submission.objects.select_for_update(of=("self",), no_key=True).filter(withdrawn_at=None)
    return standing.select_related("learner", "milestone").filter(pk=submission.pk).first()
