"""Words below a submission: the learner's, and those of who looks after them."""

from datetime import datetime

from django.db import transaction

from progress.cohorts.models import Cohort, Membership, Review, ReviewReply
from progress.learning.models import Submission
from roadmap_site.accounts.models import User

MOST = 200  # below one submission


class NoAnswer(Exception):
    """There is nothing that could be answered, or nobody there any more who would read it."""


@transaction.atomic
def reply(
    *, submission: Submission, author: User, words: str, at: datetime, cohort: Cohort | None = None
) -> ReviewReply:
    """Add to the thread, as its learner or as a mentor of the `cohort` in which it was reviewed. The same
    once more from the same person changes nothing. Raise NoAnswer.
    """
    held = Submission.objects.select_for_update(of=("self",), no_key=True).get(pk=submission.pk)
    said = ReviewReply.objects.filter(submission=held)
    last = said.order_by("-pk").first()
    if last and last.author_id == author.pk and last.words == words:
        return last
    elsewhere = cohort and not Review.objects.filter(submission=held, cohort=cohort).exists()
    if elsewhere or held.withdrawn_at or said.count() >= MOST:
        raise NoAnswer
    return ReviewReply.objects.create(submission=held, author=author, words=words, at=at)


def may_answer(learner: User, submissions: list[Submission]) -> set[int]:
    """Return those, by primary key, that were reviewed in a cohort in which the person still learns."""
    current = Membership.objects.learners().filter(person=learner).values("cohort")
    reviewed = Review.objects.filter(submission__in=submissions, cohort__in=current)
    open_ones = reviewed.filter(submission__withdrawn_at=None, cohort__archived_at=None)
    return set(open_ones.values_list("submission", flat=True))
