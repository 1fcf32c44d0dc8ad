"""A cohort of people who never were."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction

from curriculum.models import Release, Roadmap
from progress.cohorts.demo.names import ZONES, name
from progress.cohorts.demo.stories import Kind, Span, Story, cast, tell
from progress.cohorts.demo.ways import way_of
from progress.cohorts.demo.writing import Lives, Setting, keys_for_activities
from progress.cohorts.keeping import make
from progress.cohorts.models import AuditEntry, Cohort, Membership, Role, Shows
from progress.cohorts.people import leading
from progress.cohorts.tables.standings import keep
from progress.learning.days import local_day
from roadmap_site.accounts.models import User

AT_ONCE = 500  # learners written by one round of statements
WEEKS_A_PHASE = 2
COUNTS_ONLY = 0.1  # of the learners show mentors no topics' names


class Taken(Exception):
    """The people of that seed are there already."""


class Seeded(NamedTuple):
    cohort: Cohort
    kinds: dict[int, Kind]  # of the memberships


@dataclass(frozen=True)
class Plan:
    """What to make. The same seed makes the same people, with the same past before `at`."""

    learners: int
    seed: int
    name: str
    roadmap: Roadmap
    mentor: User
    at: datetime

    def address(self, number: int) -> str:
        return f"demo-{self.seed}-{number}@cairn.example"


@transaction.atomic
def seed(plan: Plan, *, say: Callable[[str], None] = lambda line: None) -> Seeded:
    """Raise Taken."""
    if User.objects.filter(email=plan.address(1)).exists():
        raise Taken
    random, way = Random(plan.seed), way_of(plan.roadmap)  # noqa: S311 -- nothing secret
    today = plan.at.date()
    phases = len(way.phases)
    span = Span(_monday(today - timedelta(weeks=phases)), today, phases, WEEKS_A_PHASE)
    cohort = make(
        name=plan.name,
        roadmaps=[plan.roadmap],
        starts_on=span.starts_on,
        weeks_a_phase=WEEKS_A_PHASE,
        by=plan.mentor,
        at=_noon(span.starts_on),
    )
    setting = Setting(cohort, way, Release.objects.latest("pk"), plan.mentor, plan.at)
    kinds = cast(plan.learners, random)
    seeded = Seeded(cohort, {})
    for start in range(0, plan.learners, AT_ONCE):
        seeded.kinds.update(_write(plan, setting, span, kinds[start : start + AT_ONCE], start, random))
        say(f"  {min(start + AT_ONCE, plan.learners):,} of {plan.learners:,} learners")
    _log_who_joined(cohort)
    return seeded


def _write(
    plan: Plan, setting: Setting, span: Span, kinds: Sequence[Kind], start: int, random: Random
) -> dict[int, Kind]:
    """Make the learners from number `start` on; return what became of whom, by membership."""
    people = User.objects.bulk_create(
        User(
            email=plan.address(start + number),
            name=name(random),
            time_zone=random.choice(ZONES),
            password=make_password(None),
            date_joined=_noon(span.starts_on),
            further_pages=[leading.PAGE],
        )
        for number in range(1, len(kinds) + 1)
    )
    stories = [
        tell(kind, setting.way.stops, replace(span, today=local_day(plan.at, person.time_zone)), random)
        for kind, person in zip(kinds, people, strict=True)
    ]
    events = sum(len(story.events) for story in stories)
    handed_in = len(people) * sum(map(len, setting.way.milestones.values()))
    lives = Lives(setting, keys_for_activities(events + handed_in))
    for person, story in zip(people, stories, strict=True):
        lives.add(person, story, random)
    lives.write()
    members = _let_in(setting.cohort, people, stories, random)
    keep([person.pk for person in people], [plan.roadmap.pk])
    return {member.pk: story.kind for member, story in zip(members, stories, strict=True)}


def _let_in(
    cohort: Cohort, people: Sequence[User], stories: Sequence[Story], random: Random
) -> list[Membership]:
    return Membership.objects.bulk_create(
        Membership(
            cohort=cohort,
            person=person,
            role=Role.LEARNER,
            shows=Shows.COUNTS if random.random() < COUNTS_ONLY else Shows.TOPICS,
            extra_days=story.extra_days,
            joined_at=_noon(story.joined_on),
        )
        for person, story in zip(people, stories, strict=True)
    )


def _log_who_joined(cohort: Cohort) -> None:
    """In the order in which they did, which is that of the log."""
    learners = Membership.objects.learners().filter(cohort=cohort).select_related("person")
    AuditEntry.objects.bulk_create(
        (
            AuditEntry(
                cohort=cohort,
                actor=one.person,
                learner=one.person,
                what=AuditEntry.What.JOINED,
                at=one.joined_at,
            )
            for one in learners.order_by("joined_at", "pk")
        ),
        batch_size=1_000,
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
