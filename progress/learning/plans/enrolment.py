"""Which roadmaps a learner follows: started, paused, left, taken up again. Marks stay whatever is said."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self

from django.db import transaction
from django.db.models import Min
from django.db.models.expressions import RawSQL

from curriculum.models import Roadmap
from curriculum.models.roadmaps import RoadmapQuerySet
from progress.learning.days import day_of
from progress.learning.models import Enrolment, Mark, State
from progress.learning.models.marks import MarkQuerySet
from roadmap_site.accounts.models import User


class Following(StrEnum):
    NOT = "not"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """`since` is when it was started, paused or left; without a row nobody wrote it down."""

    following: Following
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A row as it stood at some time; without `started_on` there was none."""

    started_on: date | None = None
    paused_on: date | None = None
    left_on: date | None = None

    @classmethod
    def of(cls, row: Enrolment | None) -> Self:
        return cls(row.started_on, row.paused_on, row.left_on) if row else cls()

    @property
    def active(self) -> bool:
        return self.started_on is not None and self.paused_on is None and self.left_on is None

    @property
    def told(self) -> list[str | None]:
        """Return its days for a word that a page keeps."""
        return [day.isoformat() if day else None for day in (self.started_on, self.paused_on, self.left_on)]


def followed(learner: User) -> list[Roadmap]:
    """Return the roadmaps that `learner` follows now, in the index's order."""
    return list(following(learner))


def following(learner: User) -> RoadmapQuerySet:
    """The same as a queryset: those started and neither paused nor left, and those marked without a row."""
    return Roadmap.objects.filter(pk__in=RawSQL("SELECT learning_followed(%s)", [learner.pk]))


def enrolled(learner: User, roadmap: int, *, marked: bool) -> Enrolled:
    """Return how it stands with `roadmap` (its primary key); `marked` says that something is marked there."""
    return as_enrolled(Enrolment.objects.filter(learner=learner, roadmap=roadmap).first(), marked=marked)


def as_enrolled(row: Enrolment | None, *, marked: bool) -> Enrolled:
    """The same of the row itself, if there is one."""
    if row is None:
        return Enrolled(Following.ACTIVE if marked else Following.NOT)
    if row.left_on:
        return Enrolled(Following.LEFT, row.left_on)
    if row.paused_on:
        return Enrolled(Following.PAUSED, row.paused_on)
    return Enrolled(Following.ACTIVE, row.started_on)


@transaction.atomic
def start(*, learner: User, roadmap: Roadmap, at: datetime) -> None:
    """Follow `roadmap`, or go on with it: the days away become a pause. Said again, nothing changes."""
    day = day_of(learner, at)
    row = _row(learner, roadmap, day)
    away = [since for since in (row.paused_on, row.left_on) if since]
    if not away:
        return
    if min(away) < day:
        row.pauses.create(first=min(away), last=day - timedelta(days=1))
    row.paused_on = row.left_on = None
    row.save(update_fields=["paused_on", "left_on"])


@transaction.atomic
def pause(*, learner: User, roadmap: Roadmap, at: datetime) -> None:
    """Rest from today on. Who has left, or rests already, goes on doing so."""
    day = day_of(learner, at)
    row = _row(learner, roadmap, day)
    if row.paused_on is None and row.left_on is None:
        row.paused_on = day
        row.save(update_fields=["paused_on"])


@transaction.atomic
def leave(*, learner: User, roadmap: Roadmap, at: datetime) -> None:
    """Follow it no longer; everything is kept for who comes back."""
    day = day_of(learner, at)
    row = _row(learner, roadmap, day)
    if row.left_on is None:
        row.left_on = day
        row.save(update_fields=["left_on"])


def stay_of(learner: User, roadmap: Roadmap) -> Stay:
    return Stay.of(Enrolment.objects.filter(learner=learner, roadmap=roadmap).first())


@transaction.atomic
def go_back(*, learner: User, roadmap: Roadmap, before: Stay, after: Stay) -> bool:
    """Let what stands as `after` stand as `before` again; return False where it stands in a third way."""
    row = Enrolment.objects.select_for_update().filter(learner=learner, roadmap=roadmap).first()
    now = Stay.of(row)
    if row is None or now != after:
        return now == before
    if after.active:
        put_back(learner=learner, roadmap=roadmap, stay=before)
    elif before.started_on is None:
        row.delete()
    else:
        row.paused_on, row.left_on = before.paused_on, before.left_on
        row.save(update_fields=["paused_on", "left_on"])
    return True


@transaction.atomic
def put_back(*, learner: User, roadmap: Roadmap, stay: Stay) -> None:
    """Take a `start` back: be away again as in `stay`. Who is away again by now stays so."""
    row = Enrolment.objects.active().select_for_update().filter(learner=learner, roadmap=roadmap).first()
    if row is None:
        return
    away = [since for since in (stay.paused_on, stay.left_on) if since]
    if away:
        row.pauses.filter(first=min(away)).delete()
        row.paused_on, row.left_on = stay.paused_on, stay.left_on
        row.save(update_fields=["paused_on", "left_on"])
    elif stay.started_on is None and not row.pauses.exists():
        row.delete()


def _row(learner: User, roadmap: Roadmap, day: date) -> Enrolment:
    """Return the row under its lock; one that is new began with the first mark."""
    rows = Enrolment.objects.select_for_update()
    found = rows.filter(learner=learner, roadmap=roadmap).first()
    if found is not None:
        return found
    first = _own_marks(learner).in_roadmap(roadmap).aggregate(day=Min("day"))["day"]
    row, _ = rows.get_or_create(learner=learner, roadmap=roadmap, defaults={"started_on": first or day})
    return row


def _own_marks(learner: User) -> MarkQuerySet:
    return Mark.objects.filter(learner=learner, credited_by=None).exclude(state=State.TODO)
