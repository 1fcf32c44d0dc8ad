"""One submission as those see it who look after its learner: evidence, earlier tries, what was said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.safestring import SafeString

from progress.cohorts.access import Place
from progress.cohorts.models import AnswerTemplate, Review, ReviewClaim, ReviewReply, Verdict
from progress.cohorts.pages.queue import try_words, wait_words
from progress.cohorts.reviews.checklist import checklist
from progress.cohorts.reviews.claims import claim_on
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
    said: Sequence[Said]

    @property
    def is_reviewed(self) -> bool:
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
        return tries_of(mine.filter(milestone=self.submission.milestone).order_by("-number"))

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
        return wait_words(max(self.at - self.submission.at, self.at - self.at))

    @cached_property
    def claim(self) -> ReviewClaim | None:
        return claim_on(self.submission, self.at) if self.waits else None

    @property
    def is_mine(self) -> bool:
        return self.claim is not None and self.claim.mentor_id == self.place.membership.person_id

    @cached_property
    def checklist(self) -> list[str]:
        return checklist(self.submission.milestone.brief)

    @cached_property
    def templates(self) -> list[AnswerTemplate]:
        return list(AnswerTemplate.objects.filter(mentor=self.place.membership.person_id))


def tries_of(submissions: Iterable[Submission]) -> list[Try]:
    """With what was said of each, by two statements."""
    found = list(submissions)
    said = said_of(found)
    return [Try(one, try_words(one.number), rendered(one.text), said.get(one.pk, [])) for one in found]


def said_of(submissions: Sequence[Submission]) -> dict[int, list[Said]]:
    """Return what was said of each, in order. Nobody replies where there is no review."""
    by_key = {one.pk: one.learner_id for one in submissions}
    reviews = list(Review.objects.filter(submission__in=by_key).select_related("mentor"))
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
