"""The people to look around with: local mode only, made once."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from curriculum.models import Roadmap, Topic
from progress.cohorts.demo.seeding import Plan, Taken, seed
from progress.cohorts.models import Membership, Role
from progress.cohorts.people.joining import enter
from progress.learning.marks import set_state
from progress.learning.models import Activity
from progress.learning.reads import set_read
from roadmap_site.accounts.models import User

PASSWORD = "cairn-demo"  # noqa: S105 - told to everybody at the start


class Person(NamedTuple):
    email: str
    name: str
    rights: dict[str, bool]


LEARNER = Person("learner@cairn.example", "Robin", {})
MENTOR = Person("mentor@cairn.example", "Noor", {})
ADMIN = Person("admin@cairn.example", "Kim", {"is_staff": True, "is_superuser": True})

# How many topics the learner finished, how many days ago: some pauses, and a run that reaches yesterday.
EVENINGS = {
    24: 2,
    23: 1,
    21: 2,
    20: 1,
    17: 1,
    16: 3,
    13: 1,
    12: 1,
    11: 2,
    9: 1,
    6: 1,
    5: 2,
    4: 1,
    3: 1,
    2: 2,
    1: 1,
}
SKIPPED = 7  # the topic that was known already
BEGUN = 2  # topics after the finished ones

COHORT, OTHERS, SEED = "First cohort", 39, 1


@transaction.atomic
def make_demo_people() -> bool:
    """Only while nobody has an account, so that a person who was removed stays away."""
    if User.objects.exists():
        return False
    for person in (LEARNER, MENTOR, ADMIN):
        User.objects.create_user(person.email, PASSWORD, name=person.name, **person.rights)
    return True


@transaction.atomic
def make_progress(now: datetime) -> bool:
    """Three weeks of evenings on the first roadmap, for a learner who has not done anything yet."""
    learner = User.objects.filter(email=LEARNER.email).first()
    roadmap = Roadmap.objects.published().first()
    if learner is None or roadmap is None or Activity.objects.filter(learner=learner).exists():
        return False
    topics = Topic.objects.live().filter(roadmap=roadmap, phase__retired_in=None, optional=False)
    evenings = [*_evenings(now)]
    for number, (topic, at) in enumerate(
        zip(topics.order_by("phase__position", "position"), evenings, strict=False)
    ):
        _work_on(learner, topic, number, at, begun=number >= len(evenings) - BEGUN)
    return True


@transaction.atomic
def make_cohort(now: datetime) -> bool:
    """Forty learners for the mentor, the learner among them; not for one who has been in a cohort before."""
    mentor = User.objects.filter(email=MENTOR.email).first()
    roadmap = Roadmap.objects.published().first()
    if mentor is None or roadmap is None or Membership.objects.filter(person=mentor).exists():
        return False
    with suppress(Taken):  # they are there still, but their cohort is not
        seeded = seed(Plan(OTHERS, SEED, COHORT, roadmap, mentor, now))
        learner = User.objects.filter(email=LEARNER.email).first()
        if learner is not None:
            since = now - timedelta(days=max(EVENINGS))
            enter(cohort=seeded.cohort, person=learner, role=Role.LEARNER, by=learner, at=since)
        return True
    return False


def _evenings(now: datetime) -> Iterator[datetime]:
    """An instant for each topic, the oldest first."""
    for days, finished in EVENINGS.items():
        evening = (now - timedelta(days=days)).replace(hour=18, minute=10, second=0, microsecond=0)
        yield from (evening + number * timedelta(minutes=35) for number in range(finished))
    yield from (evening + timedelta(hours=2, minutes=15 * number) for number in range(BEGUN))


def _work_on(learner: User, topic: Topic, number: int, at: datetime, *, begun: bool) -> None:
    state = "learning" if begun else "skipped" if number == SKIPPED else "done"
    set_state(learner=learner, topic=topic, state=state, at=at)
    reference = topic.references.select_related("resource").first()
    if state == "done" and reference is not None:
        set_read(learner=learner, resource=reference.resource, read=True, at=at)
