"""One submission as those see it who look after its learner: evidence, earlier tries, what was said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from progress.cohorts.access import Place
from progress.cohorts.models import (
    AnswerTemplate,
    Cohort,
    Membership,
    Review,
    ReviewClaim,
    ReviewReply,
    Verdict,
)
from progress.cohorts.pages.queue import try_words
from progress.cohorts.reviews.checklist import checklist
from progress.cohorts.reviews.claims import claim_on
from progress.cohorts.tables.waiting import wait_of
from progress.learning.models import Submission
from progress.learning.notes.rendering import rendered


@dataclass(frozen=True, slots=True)
class Said:
    """A review or a reply. `verdict` is nothing for a reply."""

    author: str  # nothing of one who has deleted the account
    by_learner: bool
    words: SafeString
    at: datetime
    verdict: str = ""
    checked: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Try:
    submission: Submission
    words: str  # first try
    text: SafeString
    said: Sequence[Said]  # in this cohort
    elsewhere: bool  # it was reviewed in another, whose words are not for these mentors

    @property
    def is_reviewed(self) -> bool:
        return self.elsewhere or self.is_reviewed_here

    @property
    def is_reviewed_here(self) -> bool:
        return any(one.verdict for one in self.said)


@dataclass(frozen=True)
class ReviewPage:
    """`submission` comes with its learner, milestone, phase and roadmap."""

    place: Place
    submission: Submission
    membership: int
    at: datetime

    @cached_property
    def tries(self) -> list[Try]:
        """All of this learner for this milestone that stand, the newest first."""
        mine = Submission.objects.filter(learner=self.submission.learner, withdrawn_at=None)
        mine = mine.filter(milestone=self.submission.milestone).order_by("-number")
        return tries_of(mine, self.place.cohort)

    @cached_property
    def current(self) -> Try:
        return next(one for one in self.tries if one.submission.pk == self.submission.pk)

    @property
    def earlier(self) -> list[Try]:
        return [one for one in self.tries if one.submission.number < self.submission.number]

    @property
    def newest(self) -> Submission | None:
        """The newest try, where that is another."""
        newest = self.tries[0].submission
        return None if newest.pk == self.submission.pk else newest

    @property
    def waits(self) -> bool:
        return not (self.newest or self.current.is_reviewed or self.current.submission.confirmed_at)

    @property
    def waited(self) -> str:
        return wait_of(self.submission, self.submission.learner, self.at)

    @cached_property
    def claim(self) -> ReviewClaim | None:
        return claim_on(self.submission, self.at) if self.waits else None

    @property
    def is_mine(self) -> bool:
        return self.claim is not None and self.claim.mentor_id == self.place.membership.person_id

    @cached_property
    def claimed_by(self) -> str:
        """The name of who looks at it; a mentor of another cohort is just somebody."""
        if self.claim is None:
            return ""
        here = Membership.objects.current().filter(cohort=self.place.cohort, person=self.claim.mentor_id)
        return str(self.claim.mentor) if here.exists() else gettext("Somebody")

    @cached_property
    def checklist(self) -> list[str]:
        return checklist(self.submission.milestone.brief)

    @cached_property
    def templates(self) -> list[AnswerTemplate]:
        return list(AnswerTemplate.objects.filter(mentor=self.place.membership.person_id))


def tries_of(submissions: Iterable[Submission], cohort: Cohort) -> list[Try]:
    """With what was said of each in the cohort, by three statements at most."""
    found = list(submissions)
    reviews = reviews_of(found)
    elsewhere = {one.submission_id for one in reviews if one.cohort_id != cohort.pk}
    said = said_of(found, [one for one in reviews if one.cohort_id == cohort.pk])
    return [
        Try(
            one,
            try_words(one.number),
            rendered(one.text),
            said.get(one.pk, []),
            one.pk in elsewhere,
        )
        for one in found
    ]


def reviews_of(submissions: Sequence[Submission]) -> list[Review]:
    return list(Review.objects.filter(submission__in=submissions).select_related("mentor"))


def said_of(submissions: Sequence[Submission], reviews: Sequence[Review]) -> dict[int, list[Said]]:
    """Return these reviews and what was said below them, by submission, in order. A thread belongs to the
    cohort of its review.
    """
    learners = {one.pk: one.learner_id for one in submissions}
    by_key = {one.submission_id: learners[one.submission_id] for one in reviews}
    if not reviews:
        return {}
    replies = ReviewReply.objects.filter(submission__in=by_key).select_related("author")
    told: dict[int, list[Said]] = {}
    for submission, said in (*_reviewed(reviews), *_replied(replies, by_key)):
        told.setdefault(submission, []).append(said)
    return {key: sorted(said, key=lambda one: one.at) for key, said in told.items()}


def _reviewed(reviews: Iterable[Review]) -> Iterator[tuple[int, Said]]:
    for one in reviews:
        author = str(one.mentor) if one.mentor else ""
        verdict = str(Verdict(one.verdict))
        yield one.submission_id, Said(author, False, rendered(one.words), one.at, verdict, one.checked)


def _replied(replies: Iterable[ReviewReply], learners: dict[int, int]) -> Iterator[tuple[int, Said]]:
    for one in replies:
        author = str(one.author) if one.author else ""
        own = one.author_id == learners[one.submission_id]
        yield one.submission_id, Said(author, own, rendered(one.words), one.at)
