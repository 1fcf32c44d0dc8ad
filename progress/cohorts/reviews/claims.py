"""Who looks at a submission right now, so that no two mentors do the same work."""

from datetime import datetime, timedelta

from django.db import connection

from progress.cohorts.models import Cohort, ReviewClaim
from progress.learning.models import Submission
from roadmap_site.accounts.models import User

LEASE = timedelta(minutes=30)


def claim(*, submission: Submission, mentor: User, at: datetime) -> ReviewClaim:
    """Claim it, or hold one's own for longer; return whose it is. Another's holds until it has passed."""
    _put(submission, mentor, at, at)
    return ReviewClaim.objects.select_related("mentor").get(pk=submission.pk)


def take_over(*, submission: Submission, mentor: User, at: datetime) -> None:
    """Claim it whosever it was."""
    _put(submission, mentor, at, at + LEASE * 2)


def let_go(*, submission: Submission, mentor: User) -> None:
    """Leave it to the others; somebody else's claim stays."""
    ReviewClaim.objects.filter(submission=submission, mentor=mentor).delete()


def let_all_go(*, cohort: Cohort, mentor: User) -> None:
    """Leave to the others what the mentor looks at of those who learn in the cohort: the role is gone."""
    theirs = ReviewClaim.objects.filter(mentor=mentor, submission__learner__memberships__cohort=cohort)
    ReviewClaim.objects.filter(pk__in=theirs.values("pk")).delete()


def claim_on(submission: Submission, at: datetime) -> ReviewClaim | None:
    """Return the claim that holds now."""
    holding = ReviewClaim.objects.filter(submission=submission, until__gt=at)
    return holding.select_related("mentor").first()


def _put(submission: Submission, mentor: User, at: datetime, passed: datetime) -> None:
    """What ends no later than `passed` gives way."""
    with connection.cursor() as cursor:
        cursor.execute(_PUT, [submission.pk, mentor.pk, at + LEASE, passed])


_PUT = """
INSERT INTO cohorts_reviewclaim AS claim (submission_id, mentor_id, until)
VALUES (%s, %s, %s)
ON CONFLICT (submission_id) DO UPDATE SET mentor_id = excluded.mentor_id, until = excluded.until
WHERE claim.mentor_id = excluded.mentor_id OR claim.until <= %s
"""
