"""What stands beside a learner's marks on a roadmap's page: streak, following, evidence (migration 0011)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from progress.learning.days import day_of
from progress.learning.models import Enrolment, StoredStreak
from progress.learning.streaks.stored import Short, short
from progress.learning.submissions import CONFIRMED, SENT
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Beside:
    """`enrolment` is None where nothing was ever said of following; `evidence` is by milestone."""

    streak: Short = field(default_factory=Short)
    enrolment: Enrolment | None = None
    evidence: Mapping[int, str] = field(default_factory=dict)


def beside(learner: User, roadmap: int, at: datetime) -> Beside:
    """Ask for `roadmap`, by its primary key."""
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, [learner.pk, roadmap])
        (row,) = cursor.fetchall()
    mode, length, longest, last, holds_until, at_risk_on, started, paused, left, sent, confirmed = row
    stored = StoredStreak(
        mode=mode, length=length, longest=longest, last=last, holds_until=holds_until, at_risk_on=at_risk_on
    )
    enrolment = Enrolment(roadmap_id=roadmap, started_on=started, paused_on=paused, left_on=left)
    return Beside(
        short(stored, day_of(learner, at)) if mode else Short(),
        enrolment if started else None,
        dict.fromkeys(sent or [], SENT) | dict.fromkeys(confirmed or [], CONFIRMED),
    )


_BESIDE = """
SELECT mode, length, longest, last, holds_until, at_risk_on, started_on, paused_on, left_on, sent, confirmed
FROM learning_beside(%s, %s)
"""
