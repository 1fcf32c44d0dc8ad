"""Mail about reviews: to learners who have chosen it, once for each review."""

from datetime import datetime, timedelta

from django.urls import reverse

from progress.cohorts.models import Review
from progress.reminders.ledger.posting import post, take_back
from progress.reminders.models import Kind
from roadmap_site.accounts.models import User

LATER = timedelta(minutes=1)  # so that what is taken back at once was never told


def tell_reviewed(review: Review, *, at: datetime) -> None:
    milestone = review.submission.milestone
    told = {
        "milestone": milestone.title,
        "roadmap": milestone.roadmap.title,
        "verdict": str(review.verdict),
        "mentor": name_of(review.mentor),
        "words": review.words,
        "url": f"{reverse('milestone', args=[milestone.roadmap.slug, milestone.key])}#evidence",
    }
    post(recipient=review.submission.learner, kind=Kind.REVIEWED, key=_key(review), at=at + LATER, told=told)


def take_reviewed_back(review: Review, *, at: datetime) -> None:
    take_back(recipient=review.submission.learner, kind=Kind.REVIEWED, key=_key(review), at=at)


def name_of(mentor: User | None) -> str:
    """Of one without a name nothing is told: an address is no name for a letter."""
    return mentor.name if mentor else ""


def _key(review: Review) -> str:
    return f"review {review.pk}"
