"""Setting a target for a roadmap, and taking it back. Nobody but the learner ever sees one."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from curriculum.models import Roadmap
from progress.learning.days import day_of
from progress.learning.models import Plan
from progress.learning.plans import enrolment
from progress.learning.plans.enrolment import Stay
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Chosen:
    """Hours a week, with the learner's estimate for a topic where the source gives no hours; or a date."""

    hours_a_week: float | None = None
    hours_a_topic: float | None = None
    by: date | None = None

    @classmethod
    def of(cls, plan: Plan) -> "Chosen":
        return cls(plan.hours_a_week, plan.hours_a_topic, plan.by)


@dataclass(frozen=True, slots=True)
class Made:
    """A plan: what was chosen, on which day, and how many units were settled `earlier` on that day."""

    chosen: Chosen
    made_on: date
    earlier: int = 0

    @classmethod
    def of(cls, plan: Plan) -> "Made":
        return cls(Chosen.of(plan), plan.made_on, plan.earlier)

    @property
    def fields(self) -> dict[str, Any]:
        return asdict(self.chosen) | {"made_on": self.made_on, "earlier": self.earlier}


@dataclass(frozen=True, slots=True)
class Change:
    """A plan before a press and after it, None where there is none; `stay` is what the press ended."""

    before: Made | None
    after: Made | None
    stay: Stay | None = None


@transaction.atomic
def set_target(
    *, learner: User, roadmap: Roadmap, chosen: Chosen, at: datetime, earlier: int = 0
) -> Change | None:
    """Plan from today on, and follow the roadmap. The same target again changes nothing: None.

    `earlier` is how many units were settled today before.
    """
    stay = enrolment.stay_of(learner, roadmap)
    enrolment.start(learner=learner, roadmap=roadmap, at=at)
    plan = Plan.objects.select_for_update().filter(learner=learner, roadmap=roadmap).first()
    before = Made.of(plan) if plan else None
    if before is not None and before.chosen == chosen:
        return None
    after = Made(chosen, day_of(learner, at), earlier)
    Plan.objects.update_or_create(learner=learner, roadmap=roadmap, defaults=after.fields)
    return Change(before, after, None if stay.active else stay)


@transaction.atomic
def drop_target(*, learner: User, roadmap: Roadmap) -> Change | None:
    """Learn on without one; enrolment and marks stay. None if there was none."""
    plan = Plan.objects.select_for_update().filter(learner=learner, roadmap=roadmap).first()
    if plan is None:
        return None
    before = Made.of(plan)
    plan.delete()
    return Change(before, None)
