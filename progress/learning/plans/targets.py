"""Setting a target for a roadmap, and taking it back. Nobody but the learner ever sees one."""

from dataclasses import asdict, dataclass
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
    fields = asdict(chosen) | {"made_on": day_of(learner, at)}
    Plan.objects.update_or_create(learner=learner, roadmap=roadmap, defaults=fields)


@transaction.atomic
def drop_target(*, learner: User, roadmap: Roadmap) -> Plan | None:
    """Learn on without one; enrolment and marks stay. Return what there was."""
    plan = Plan.objects.select_for_update().filter(learner=learner, roadmap=roadmap).first()
    if plan is not None:
        plan.delete()
    return plan


def bring_back(*, learner: User, roadmap: Roadmap, chosen: Chosen, made_on: date) -> bool:
    """Plan again as it was, from the same day on; return False when there is another plan by now."""
    fields = asdict(chosen) | {"made_on": made_on}
    plan, _ = Plan.objects.get_or_create(learner=learner, roadmap=roadmap, defaults=fields)
    return Chosen.of(plan) == chosen and plan.made_on == made_on
