"""Setting a target for a roadmap, and taking it back. Nobody but the learner ever sees one."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from curriculum.models import Roadmap
from progress.learning.days import day_of
from progress.learning.models import Plan
from progress.learning.plans import enrolment
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Chosen:
    """Hours a week, with the learner's estimate for a topic where the source gives no hours; or a date."""

    hours_a_week: int | None = None
    hours_a_topic: int | None = None
    by: date | None = None

    @classmethod
    def of(cls, plan: Plan) -> "Chosen":
        return cls(plan.hours_a_week, plan.hours_a_topic, plan.by)


@transaction.atomic
def set_target(*, learner: User, roadmap: Roadmap, chosen: Chosen, at: datetime) -> None:
    """Plan from today on, and follow the roadmap. The same target again changes nothing."""
    enrolment.start(learner=learner, roadmap=roadmap, at=at)
    plan = Plan.objects.filter(learner=learner, roadmap=roadmap).first()
    if plan is not None and Chosen.of(plan) == chosen:
        return
    fields = {
        "hours_a_week": chosen.hours_a_week,
        "hours_a_topic": chosen.hours_a_topic,
        "by": chosen.by,
        "made_on": day_of(learner, at),
    }
    Plan.objects.update_or_create(learner=learner, roadmap=roadmap, defaults=fields)


def drop_target(*, learner: User, roadmap: Roadmap) -> None:
    """Learn on without one; enrolment and marks stay."""
    Plan.objects.filter(learner=learner, roadmap=roadmap).delete()
