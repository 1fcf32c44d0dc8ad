"""Evidence for milestones: handed in, withdrawn, handed in again.

Until a mentor confirms it, the learner has checked it alone; that counts too, and is said.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from curriculum.models import Milestone
from progress.learning.answers import is_answered
from progress.learning.days import day_of
from progress.learning.doing import record_deed, take_back
from progress.learning.models import Activity, Submission
from progress.learning.recording import begin
from roadmap_site.accounts.models import User

SENT, CONFIRMED = "sent", "confirmed"  # where somebody stands with a milestone
MOST = 100  # for one milestone


class TooManySubmissions(Exception):
    """There are MOST for the milestone already."""


@transaction.atomic
def submit(*, learner: User, milestone: Milestone, link: str, text: str, at: datetime) -> Submission:
    """Hand in evidence; the day counts. The same again while it stands changes nothing, so retries are safe;
    once it was answered it is another try: what a link leads to may have changed.

    Raise TooManySubmissions.
    """
    begin(learner, [])
    newest = learner.submissions.filter(milestone=milestone).order_by("-number").first()
    if newest and _is_the_same(newest, link, text):
        return newest
    number = newest.number + 1 if newest else 1
    if number > MOST:
        raise TooManySubmissions
    record_deed(learner=learner, kind=Activity.Kind.SUBMISSION, milestone=milestone, at=at)
    return Submission.objects.create(
        learner=learner,
        milestone=milestone,
        number=number,
        link=link,
        text=text,
        at=at,
        day=day_of(learner, at),
    )


@transaction.atomic
def withdraw(*, learner: User, submission: Submission, at: datetime) -> None:
    """Take it out of what counts, from its day too if that is today. Again changes nothing."""
    begin(learner, [])
    if learner.submissions.filter(pk=submission.pk, withdrawn_at=None).update(withdrawn_at=at):
        deed = _deed(learner, submission)
        if deed is not None:
            take_back(learner=learner, activity=deed, at=at)


@transaction.atomic
def restore(*, learner: User, submission: Submission, at: datetime) -> None:
    """Undo a withdrawal; what it took from the day comes back on that day."""
    begin(learner, [])
    withdrawn = learner.submissions.filter(pk=submission.pk, withdrawn_at__isnull=False)
    if withdrawn.update(withdrawn_at=None) and submission.day == day_of(learner, at):
        record_deed(learner=learner, kind=Activity.Kind.SUBMISSION, milestone=submission.milestone, at=at)


def confirm(*, submission: Submission, by: User, at: datetime) -> None:
    """Say that it is enough. Who has confirmed it first stays named."""
    standing = Submission.objects.filter(pk=submission.pk, withdrawn_at=None, confirmed_at=None)
    standing.update(confirmed_at=at, confirmed_by=by)


def unconfirm(*, submission: Submission) -> None:
    """Undo a confirmation."""
    Submission.objects.filter(pk=submission.pk).update(confirmed_at=None, confirmed_by=None)


def _is_the_same(newest: Submission, link: str, text: str) -> bool:
    same = newest.withdrawn_at is None and (newest.link, newest.text) == (link, text)
    return same and not is_answered(newest)


def _deed(learner: User, submission: Submission) -> Activity | None:
    """Return an activity by which the milestone counts for that day still, the newest."""
    of_day = learner.activities.filter(milestone=submission.milestone_id, day=submission.day)
    taken = {key for keys in of_day.values_list("compensates", flat=True) for key in keys}
    return of_day.filter(qualifies=True).exclude(pk__in=taken).order_by("-pk").first()


def states(learner: User, milestones: Collection[Milestone]) -> dict[int, str]:
    """Return SENT or CONFIRMED for those with evidence that stands, by primary key; asks nothing for none."""
    if not milestones:
        return {}
    standing = learner.submissions.filter(milestone__in=milestones, withdrawn_at=None)
    found = standing.values("milestone").annotate(confirmed=Count("confirmed_at"))
    return {row["milestone"]: CONFIRMED if row["confirmed"] else SENT for row in found}


@dataclass(frozen=True, slots=True)
class MilestoneTally:
    """Counted apart from topics."""

    all: int = 0
    done: int = 0  # with evidence, self-checked or confirmed
    confirmed: int = 0


def tally(milestones: Collection[Milestone], standing: Mapping[int, str]) -> MilestoneTally:
    reached = [standing[milestone.pk] for milestone in milestones if milestone.pk in standing]
    return MilestoneTally(len(milestones), len(reached), reached.count(CONFIRMED))
