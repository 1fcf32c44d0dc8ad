"""A cohort with a mentor, a learner and a milestone, and evidence that is handed in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from progress.cohorts.models import Cohort, Membership, Role
from progress.cohorts.people.leading import lead_rightly
from progress.learning.models import Submission
from progress.learning.submissions import submit
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner, make_milestone, make_topic

NOON = datetime(2026, 4, 6, 12, tzinfo=UTC)
DAY = timedelta(days=1)
BRIEF = "<p>Build it.</p><ul><li>It runs.</li><li>It has <em>tests</em>.</li></ul>"


@dataclass
class There:
    """`noor` and `tom` are mentors, `robin` learns."""

    milestone: Any = field(default_factory=lambda: make_milestone(title="Build a feed", brief=BRIEF))
    cohort: Cohort = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        make_topic(phase=self.milestone.phase)
        self.cohort = self.cohort or make_cohort(self.milestone.roadmap, name="Autumn")
        self.noor = self.let_in("Noor", Role.OWNER)
        self.tom = self.let_in("Tom", Role.MENTOR)
        self.robin = self.let_in("Robin", Role.LEARNER)

    def let_in(self, name: str, role: Role) -> Membership:
        membership = make_membership(self.cohort, role=role, person=make_learner(name=name))
        lead_rightly(person=membership.person)
        return membership

    def hand_in(self, who: Membership | None = None, *, at: datetime = NOON, **fields: Any) -> Submission:
        fields = {"link": "https://x.example/feed", "text": "", "milestone": self.milestone} | fields
        return submit(learner=(who or self.robin).person, at=at, **fields)

    def address(self, below: str = "") -> str:
        return f"/cohorts/{self.cohort.pk}/reviews/{below}"
