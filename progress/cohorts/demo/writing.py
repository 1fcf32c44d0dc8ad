"""Writes told stories as if they had been lived: marks, log, active days, completions and streaks agree."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from curriculum.models import Release
from progress.cohorts.demo.stories import Event, Story
from progress.cohorts.demo.ways import Tally, Way
from progress.cohorts.models import Cohort, Review, Verdict
from progress.learning.days import local_day
from progress.learning.models import Activity, Completion, PauseChange, StoredStreak, Submission
from progress.learning.recording import StoredMark
from progress.learning.streaks.counting import count
from progress.learning.streaks.history import History, PauseFrom
from progress.learning.streaks.stored import stored_of
from roadmap_site.accounts.models import User

HANDED_IN = 0.7  # of the milestones that one comes by
REVIEWED_AFTER, AT_LATEST = 5, 21  # days; what is newer waits, and of what lies between
OVERLOOKED = 0.3  # so much
EVENING = time(18, 5)
BETWEEN = timedelta(minutes=7)  # one thing done and the next

Row = tuple[Any, ...]


class Setting(NamedTuple):
    """Where the stories take place."""

    cohort: Cohort
    way: Way
    release: Release
    mentor: User
    at: datetime


@dataclass
class Lives:
    """Rows of some learners, gathered first and written at once."""

    setting: Setting
    keys: Iterator[int]  # for activities
    marks: list[Row] = field(default_factory=list)
    activities: list[Row] = field(default_factory=list)
    days: list[Row] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    pauses: list[PauseChange] = field(default_factory=list)
    streaks: list[StoredStreak] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)

    def add(self, learner: User, story: Story, random: Random) -> None:
        life = _Life(self, learner, random)
        for event in story.events:
            life.live(event)
        life.end(story)

    def write(self) -> None:
        """References to what is there are known to be right, so they are written without the ORM."""
        _copy("learning_mark (learner_id, topic_id, state, at, day)", self.marks)
        _copy(f"learning_activity ({_ACTIVITY})", self.activities)
        _copy("learning_activeday (learner_id, day, activities)", self.days)
        Completion.objects.bulk_create(self.completions)
        PauseChange.objects.bulk_create(self.pauses)
        StoredStreak.objects.bulk_create(self.streaks)
        Review.objects.bulk_create(self._reviews(Submission.objects.bulk_create(self.submissions)))

    def _reviews(self, submissions: Sequence[Submission]) -> Iterator[Review]:
        for submission in submissions:
            if submission.confirmed_at is not None:
                yield Review(
                    submission=submission,
                    cohort=self.setting.cohort,
                    mentor=self.setting.mentor,
                    verdict=Verdict.APPROVED,
                    at=submission.confirmed_at,
                )


class _Life:
    """One learner's, event by event."""

    def __init__(self, lives: Lives, learner: User, random: Random) -> None:
        self.lives, self.learner, self.random = lives, learner, random
        self.setting = lives.setting
        self.zone = ZoneInfo(learner.time_zone)
        self.today = local_day(self.setting.at, learner.time_zone)
        self.tally = Tally(self.setting.way)
        self.marks: dict[int, StoredMark] = {}
        self.learning_by: dict[int, int] = {}
        self.completed: set[int | None] = set()
        self.things: Counter[date] = Counter()  # done on each day
        self.active: Counter[date] = Counter()

    def live(self, event: Event) -> None:
        key, at = next(self.lives.keys), self._evening(event.day)
        former = self.marks.get(event.topic)
        qualifies = event.state in ("learning", "done")
        if event.state == "learning":
            self.learning_by[event.topic] = key
        told = json.dumps(former.as_json()) if former else None
        done_by = key if event.state == "done" else None
        pointers = (self.learning_by.get(event.topic), done_by)
        what = ("state", event.topic, None, event.state, told)
        self._log(key, what, at, event.day, qualifies=qualifies, pointers=pointers)
        self.marks[event.topic] = StoredMark(event.state, at, event.day)
        self.tally.add(event.topic, event.state)
        if event.state in ("done", "skipped"):
            self._complete(event, at)

    def end(self, story: Story) -> None:
        learner = self.learner.pk
        self.lives.marks += [(learner, topic, m.state, m.at, m.day) for topic, m in self.marks.items()]
        self.lives.days += [(learner, day, number) for day, number in self.active.items()]
        pauses = self._pauses(story.paused_on)
        if self.active:
            history = History(sorted(self.active), self.learner.time_zone, pauses=pauses)
            self.lives.streaks.append(stored_of(self.learner, count(history, self.today)))

    def _pauses(self, begun: date | None) -> list[PauseFrom]:
        if begun is None:
            return []
        at = self._evening(begun)
        self.lives.pauses.append(PauseChange(learner=self.learner, paused=True, effective=begun, at=at))
        return [PauseFrom(begun, True)]

    def _evening(self, day: date) -> datetime:
        """Return the instant of the next thing done on that evening."""
        self.things[day] += 1
        evening = datetime.combine(day, EVENING, self.zone)
        return (evening + self.things[day] * BETWEEN).astimezone(ZoneInfo("UTC"))

    def _log(
        self,
        key: int,
        what: Row,
        at: datetime,
        day: date,
        *,
        qualifies: bool,
        pointers: tuple[int | None, int | None] = (None, None),
    ) -> None:
        zone = self.learner.time_zone
        self.lives.activities.append((key, self.learner.pk, *what, at, zone, day, qualifies, "{}", *pointers))
        if qualifies:
            self.active[day] += 1

    def _complete(self, event: Event, at: datetime) -> None:
        phase = self.setting.way.place_of[event.topic].phase
        if self._reached(phase, at, event.day):
            for milestone in self.setting.way.milestones.get(phase, ()):
                if self.random.random() < HANDED_IN:
                    self._hand_in(milestone, event.day)
        self._reached(None, at, event.day)

    def _reached(self, phase: int | None, at: datetime, day: date) -> bool:
        units = self.tally.complete(phase)
        if units is None or phase in self.completed:
            return False
        self.completed.add(phase)
        done, skipped = units
        self.lives.completions.append(
            Completion(
                learner=self.learner,
                roadmap=self.setting.way.roadmap,
                phase_id=phase,
                release=self.setting.release,
                at=at,
                day=day,
                done=done,
                skipped=skipped,
                carried=0,
            )
        )
        return True

    def _hand_in(self, milestone: int, day: date) -> None:
        at = self._evening(day)
        what = (Activity.Kind.SUBMISSION.value, None, milestone, "", None)
        self._log(next(self.lives.keys), what, at, day, qualifies=True)
        reviewed = self._is_reviewed((self.today - day).days)
        confirmed_at = at + timedelta(hours=self.random.randint(10, 90)) if reviewed else None
        self.lives.submissions.append(
            Submission(
                learner=self.learner,
                milestone_id=milestone,
                number=1,
                link=f"https://example.org/{self.learner.pk}/{milestone}/",
                at=at,
                day=day,
                confirmed_at=confirmed_at,
                confirmed_by=self.setting.mentor if reviewed else None,
            )
        )

    def _is_reviewed(self, days: int) -> bool:
        if REVIEWED_AFTER < days <= AT_LATEST:
            return self.random.random() >= OVERLOOKED
        return days > AT_LATEST


_ACTIVITY = (
    "id, learner_id, kind, topic_id, milestone_id, state, former, at, zone, day, qualifies, compensates, "
    "learning_by, done_by"
)


def keys_for_activities(number: int) -> Iterator[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('learning_activity_id_seq') FROM generate_series(1, %s)", [number])
        return iter(sorted(key for (key,) in cursor.fetchall()))


def _copy(into: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
