"""Whose marks a page shows and changes: a learner's or a visitor's, behind one face."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from urllib.parse import unquote

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from curriculum.models import Phase, Resource, Roadmap, Topic
from progress.learning import marks, reads, second_looks, visitors
from progress.learning.days import day_of, local_day
from progress.learning.marks import Change
from progress.learning.standings import Look, Marks, look
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import known


class Holder(Protocol):
    """`set_state` raises marks.TopicRetired, `carry_again` that and marks.NotDeclined.

    Nothing else here raises for what a person may send.
    """

    @property
    def marks(self) -> Marks: ...

    def set_state(self, *, topic: Topic, state: str, at: datetime) -> Change: ...

    def set_phase(self, *, phase: Phase, state: str, at: datetime) -> Change: ...

    def carry_again(self, *, topic: Topic, at: datetime) -> Change: ...

    def undo(self, *, change_id: str, at: datetime) -> Change: ...

    def set_read(self, *, resource: Resource, read: bool, at: datetime) -> None: ...

    def look(self, roadmaps: Collection[Roadmap]) -> Look: ...

    def reads(self, roadmap: Roadmap) -> set[int]: ...

    def look_again(self, *, topic: Topic, at: datetime) -> None: ...

    def looks(self, topics: Collection[int]) -> Mapping[int, date]: ...

    def today(self, at: datetime) -> date: ...


class _Reader:
    @property
    def marks(self) -> Marks:
        raise NotImplementedError

    def look(self, roadmaps: Collection[Roadmap]) -> Look:
        return look(self.marks, [roadmap.pk for roadmap in roadmaps])


@dataclass(frozen=True)
class LearnerHolder(_Reader):
    learner: User

    @property
    def marks(self) -> Marks:
        return Marks.of(self.learner)

    def set_state(self, *, topic: Topic, state: str, at: datetime) -> Change:
        return marks.set_state(learner=self.learner, topic=topic, state=state, at=at)

    def set_phase(self, *, phase: Phase, state: str, at: datetime) -> Change:
        return marks.set_phase(learner=self.learner, phase=phase, state=state, at=at)

    def carry_again(self, *, topic: Topic, at: datetime) -> Change:
        return marks.carry_again(learner=self.learner, topic=topic, at=at)

    def undo(self, *, change_id: str, at: datetime) -> Change:
        return marks.undo(learner=self.learner, change_id=change_id, at=at)

    def set_read(self, *, resource: Resource, read: bool, at: datetime) -> None:
        reads.set_read(learner=self.learner, resource=resource, read=read, at=at)

    def reads(self, roadmap: Roadmap) -> set[int]:
        return reads.reads(self.learner, roadmap)

    def look_again(self, *, topic: Topic, at: datetime) -> None:
        second_looks.look_again(learner=self.learner, topic=topic, at=at)

    def looks(self, topics: Collection[int]) -> Mapping[int, date]:
        return second_looks.looks(self.learner, topics)

    def today(self, at: datetime) -> date:
        return day_of(self.learner, at)


@dataclass(frozen=True)
class VisitorHolder(_Reader):
    session: SessionBase
    zone: str

    @property
    def marks(self) -> Marks:
        return visitors.marks_of(self.session)

    def set_state(self, *, topic: Topic, state: str, at: datetime) -> Change:
        return visitors.set_state(session=self.session, zone=self.zone, topic=topic, state=state, at=at)

    def set_phase(self, *, phase: Phase, state: str, at: datetime) -> Change:
        return visitors.set_phase(session=self.session, zone=self.zone, phase=phase, state=state, at=at)

    def carry_again(self, *, topic: Topic, at: datetime) -> Change:
        return visitors.carry_again(session=self.session, zone=self.zone, topic=topic, at=at)

    def undo(self, *, change_id: str, at: datetime) -> Change:
        return visitors.undo(session=self.session, zone=self.zone, change_id=change_id, at=at)

    def set_read(self, *, resource: Resource, read: bool, at: datetime) -> None:
        visitors.set_read(session=self.session, resource=resource, read=read, at=at)

    def reads(self, roadmap: Roadmap) -> set[int]:
        return visitors.reads(self.session, roadmap)

    def look_again(self, *, topic: Topic, at: datetime) -> None:
        visitors.look_again(session=self.session, topic=topic, at=at)

    def looks(self, topics: Collection[int]) -> Mapping[int, date]:
        return visitors.looks(self.session)

    def today(self, at: datetime) -> date:
        return local_day(at, self.zone)


def holder_of(request: HttpRequest) -> Holder:
    """Return whoever makes the request. A visitor's zone is what the form or the cookie says, or UTC."""
    if isinstance(request.user, User):
        return LearnerHolder(request.user)
    told = request.POST.get("time_zone") or unquote(request.COOKIES.get("time_zone", ""))
    return VisitorHolder(request.session, known(told))
