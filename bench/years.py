"""A learner of two years: three lines followed and two left, 500 marks, habits on most days."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from curriculum.models import Roadmap, Topic
from progress.learning.days import day_of
from progress.learning.models import ActiveDay, Activity, Enrolment, HabitTick, Mark
from progress.learning.streaks import stored
from roadmap_site.accounts.models import User

DAYS, MARKS, FOLLOWED, LEFT = 730, 500, 3, 2
LEARNING = 12  # of the topics, one is in learning
KEPT = 0.4  # of the habits


@dataclass(frozen=True, slots=True)
class _Past:
    """Days of a learner, from yesterday backwards."""

    learner: User
    now: datetime
    today: date
    random: Random

    def some(self) -> dict[str, object]:
        return self.at(self.random.randrange(1, DAYS))

    def at(self, ago: int) -> dict[str, object]:
        back = timedelta(days=ago)
        return {"learner": self.learner, "day": self.today - back, "at": self.now - back}


def make_years(email: str, *, seed: int = 1) -> None:
    """Write it as of now; with fewer lines or topics there is less of it."""
    learner, now = User.objects.get(email=email), datetime.now().astimezone()
    past = _Past(learner, now, day_of(learner, now), Random(seed))
    roadmaps = list(Roadmap.objects.published()[: FOLLOWED + LEFT])
    marks = Mark.objects.bulk_create(_marks(past, roadmaps))
    ticks = HabitTick.objects.bulk_create(_ticks(past, roadmaps[:FOLLOWED]))
    Activity.objects.bulk_create(_activities(marks))
    counts = Counter([*(mark.day for mark in marks), *(tick.day for tick in ticks)])
    ActiveDay.objects.bulk_create(
        ActiveDay(learner=learner, day=day, activities=count) for day, count in counts.items()
    )
    Enrolment.objects.bulk_create(
        Enrolment(learner=learner, roadmap=roadmap, started_on=min(counts), left_on=past.today)
        for roadmap in roadmaps[FOLLOWED:]
    )
    stored.refresh(learner, now)


def _marks(past: _Past, roadmaps: list[Roadmap]) -> Iterator[Mark]:
    topics = list(Topic.objects.filter(roadmap__in=roadmaps).order_by("pk"))
    for number, topic in enumerate(past.random.sample(topics, min(MARKS, len(topics)))):
        yield Mark(topic=topic, state="done" if number % LEARNING else "learning", **past.some())


def _ticks(past: _Past, roadmaps: list[Roadmap]) -> Iterator[HabitTick]:
    for habit in [habit for roadmap in roadmaps for habit in roadmap.habits.all()]:
        for ago in range(1, DAYS):
            if past.random.random() < KEPT:
                yield HabitTick(habit=habit, **past.at(ago))


def _activities(marks: list[Mark]) -> Iterator[Activity]:
    for mark in marks:
        told = {"state": mark.state, "at": mark.at, "day": mark.day, "zone": mark.learner.time_zone}
        yield Activity(learner=mark.learner, topic=mark.topic, kind="state", qualifies=True, **told)
