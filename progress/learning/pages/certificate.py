"""A completion as its certificate tells it."""

from dataclasses import dataclass
from typing import Self

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from curriculum.models import Milestone
from progress.learning.completions import new_since
from progress.learning.holders import LearnerHolder
from progress.learning.models import Certificate, Completion
from progress.learning.pages.prepared_roadmap import prepared_at
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.strip import strip


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """`later` is how many topics are new since; `line` is the whole roadmap's today, if it is still there."""

    completion: Completion
    certificate: Certificate | None
    confirmed: list[Milestone]  # by a mentor
    later: int
    line: SafeString

    @classmethod
    def of(cls, completion: Completion, certificate: Certificate | None) -> Self:
        scope = (completion.roadmap_id, completion.phase_id)
        return cls(
            completion,
            certificate,
            confirmed_milestones(completion),
            new_since(completion.learner, [completion.roadmap_id]).get(scope, 0),
            _line(completion) if completion.phase is None else SafeString(),
        )

    @property
    def title(self) -> str:
        return (self.completion.phase or self.completion.roadmap).title


def confirmed_milestones(completion: Completion) -> list[Milestone]:
    """Return those for which a mentor has confirmed what the learner handed in."""
    within = {"phase": completion.phase} if completion.phase else {"roadmap": completion.roadmap}
    confirmed = Milestone.objects.filter(
        **within,
        submissions__learner=completion.learner_id,
        submissions__confirmed_at__isnull=False,
        submissions__withdrawn_at=None,
    )
    return list(confirmed.order_by("phase__position", "position").distinct())


def _line(completion: Completion) -> SafeString:
    roadmap = completion.roadmap
    parts = prepared_at(roadmap.slug) if roadmap.retired_in_id is None else None
    if parts is None:
        return SafeString()
    page = RoadmapPage.of(LearnerHolder(completion.learner), parts)
    return strip(page.stations, None, gettext("All stations of the line, as they are today"), named=True)
