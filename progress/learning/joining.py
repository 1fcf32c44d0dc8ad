"""What a visitor has marked, read and looked at again joins the account at sign-up and sign-in."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from curriculum.models import Resource
from progress.learning import recording
from progress.learning.completions import settle
from progress.learning.credit import LateMark, live_marks
from progress.learning.days import local_day
from progress.learning.models import Activity, Mark, Read
from progress.learning.qualifying import Counted, Counting, Verdict, judge
from progress.learning.recording import Situation, Step, StoredMark
from progress.learning.second_looks import join_looks
from progress.learning.standings import Marks, all_standings, tallies
from progress.learning.streaks import stored
from progress.learning.visitors import KEY, LASTING, Notes, looks, read_notes
from roadmap_site.accounts.models import User

# The further state wins. One that is carried gives way to a visitor's own tick alone.
_ORDER = ["", "todo", "skipped", "learning", "carried", "done"]


@receiver(user_logged_in)
def join_at_sign_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    if KEY in request.session:
        join(learner=user, session=request.session, at=timezone.now())


@transaction.atomic
def join(*, learner: User, session: SessionBase, at: datetime) -> None:
    """Empty the session's notes into the account, in one transaction with the session itself."""
    notes = read_notes(session)
    arriving = live_marks({int(topic): _late(mark) for topic, mark in notes["marks"].items()})
    log = [entry for entry in notes["log"] if _instant(entry) > at - LASTING]
    topics = {*arriving, *(entry["topic"] for entry in log)}
    found = recording.begin(learner, topics, with_retired=True)
    replay = _Replay(learner, found)
    replay.play(log)
    if replay.days_turned:
        stored.refresh(learner, at)
    written = _write_marks(learner, found, arriving)
    logged = {entry["topic"] for entry in log}
    _log_late(learner, [(found[topic], arriving[topic]) for topic in written - logged], at)
    _write_reads(learner, notes)
    join_looks(learner, looks(session), at)
    touched = {roadmap for one in found.values() for roadmap, _ in (one.place, *one.elsewhere)}
    settle(learner, tallies(Marks.of(learner), touched), at=at)
    del session[KEY]
    session.save()


class _Replay:
    """A visitor's log, entered into an account day by day.

    What it takes back are its own activities, never the account's.
    """

    def __init__(self, learner: User, found: Mapping[int, Situation]) -> None:
        self.learner = learner
        self.situations = dict(found)
        self.activities: dict[int, int] = {}  # by the number in the log
        self.days_turned = False

    def play(self, log: Iterable[dict[str, Any]]) -> None:
        known = [entry for entry in log if entry["topic"] in self.situations]
        for _, entries in groupby(known, key=lambda entry: entry["batch"] or entry["id"]):
            self._enter(list(entries))

    def _enter(self, entries: list[dict[str, Any]]) -> None:
        """Enter what was changed at once."""
        steps = [self._step(entry) for entry in entries]
        at, zone = _instant(entries[0]), entries[0]["zone"]
        recorded = recording.record(self.learner, steps, kind=Activity.Kind.JOIN, at=at, zone=zone)
        self.days_turned |= recorded.day_turned
        for entry, step, activity in zip(entries, steps, recorded.ids, strict=True):
            self.activities[entry["id"]] = activity
            self._remember(step, Counted(activity, local_day(at, zone)))

    def _step(self, entry: dict[str, Any]) -> Step:
        situation, day = self.situations[entry["topic"]], local_day(_instant(entry), entry["zone"])
        counting = situation.counting
        verdict = judge(
            Counting(self._own(counting.learning), self._own(counting.done)),
            state=entry["state"],
            day=day,
            creditable=entry["creditable"] and not _counted(counting, entry["state"], day),
            undone=self.activities.get(entry["undoes"]),
        )
        beside = Counting(
            verdict.beside.learning or self._others(counting.learning),
            verdict.beside.done or self._others(counting.done),
        )
        return Step(
            situation, situation.state, entry["state"], situation.mark, replace(verdict, beside=beside)
        )

    def _remember(self, step: Step, counted: Counted) -> None:
        counting = step.verdict.beside
        if step.verdict.qualifies:
            counting = replace(counting, **{step.state: counted})
        self.situations[step.situation.topic] = replace(step.situation, counting=counting)

    def _own(self, counted: Counted | None) -> Counted | None:
        return counted if counted and counted.by in self.activities.values() else None

    def _others(self, counted: Counted | None) -> Counted | None:
        return None if self._own(counted) else counted


def _counted(counting: Counting, state: str, day: date) -> bool:
    """Whether being in `state` counts already: done once ever, learning once a day."""
    if state == "done":
        return counting.done is not None
    return state == "learning" and counting.learning is not None and counting.learning.day == day


def _write_marks(learner: User, found: Mapping[int, Situation], arriving: Mapping[int, LateMark]) -> set[int]:
    """Return the topics whose marks were written."""
    roadmaps = {found[topic].place[0] for topic in arriving}
    seen = all_standings(Marks.of(learner), roadmaps)[learner.pk]
    written = Mark.objects.bulk_create(
        [
            Mark(learner=learner, topic_id=topic, state=mark.state, at=mark.at, day=mark.day)
            for topic, mark in arriving.items()
            if _further(mark.state, seen[topic].state if topic in seen else "")
        ],
        update_conflicts=True,
        unique_fields=["learner", "topic"],
        update_fields=["state", "at", "day", "credited_by"],
    )
    return {mark.topic_id for mark in written}


def _log_late(learner: User, late: Iterable[tuple[Situation, LateMark]], at: datetime) -> None:
    """Say of marks that are too old for the log that they came: no mark changes without an activity."""
    steps = [
        Step(
            situation,
            situation.state,
            mark.state,
            StoredMark(mark.state, mark.at, mark.day),
            Verdict(False, [], situation.counting),
        )
        for situation, mark in late
    ]
    if steps:
        zone = learner.day_zone(at)
        recording.record(learner, steps, kind=Activity.Kind.JOIN, at=at, zone=zone)


def _further(one: str, other: str) -> bool:
    return _ORDER.index(one) > _ORDER.index(other)


def _write_reads(learner: User, notes: Notes) -> None:
    read = {int(resource): datetime.fromisoformat(at) for resource, at in notes["reads"].items()}
    named = Resource.objects.filter(pk__in=read)
    Read.objects.bulk_create(
        [Read(learner=learner, resource=resource, at=read[resource.pk]) for resource in named],
        ignore_conflicts=True,
    )


def _late(mark: dict[str, str]) -> LateMark:
    return LateMark(mark["state"], datetime.fromisoformat(mark["at"]), date.fromisoformat(mark["day"]))


def _instant(entry: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["at"])
