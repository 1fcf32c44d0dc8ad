"""What a public profile shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from curriculum.models import Roadmap
from progress.learning.completions import new_since
from progress.learning.holders import LearnerHolder
from progress.learning.models import Completion, Profile
from progress.learning.pages.prepared_roadmap import all_prepared
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.rows import complete_words, with_skipped
from progress.learning.pages.strip import strip
from progress.learning.streaks.stored import Short, short_of


@dataclass(frozen=True, slots=True)
class ProfilePage:
    profile: Profile
    lines: list[SafeString]
    completions: list[Completion]
    streak: Short | None  # only if its learner shows it

    @classmethod
    def of(cls, profile: Profile, *, at: datetime) -> Self:
        learner = profile.learner
        pages = RoadmapPage.all_of(LearnerHolder(learner), all_prepared(Roadmap.objects.published()))
        begun = [page for page in pages if _begun(page)]
        complete = [page.parts.tree.roadmap.pk for page in begun if page.tally.completed_on]
        later = new_since(learner, complete) if complete else {}
        return cls(
            profile,
            [_line(page, later.get((page.parts.tree.roadmap.pk, None), 0)) for page in begun],
            shown_completions(profile),
            short_of(learner, at) if profile.streak else None,
        )


def shown_completions(profile: Profile) -> list[Completion]:
    """Return the roadmaps that are complete, the newest first, with their certificates."""
    whole = Completion.objects.filter(learner=profile.learner_id, phase=None, roadmap__status="published")
    return list(whole.select_related("roadmap", "certificate").order_by("-at"))


def _begun(page: RoadmapPage) -> bool:
    """Whether anything was done on it, or is being learnt; what is only carried there is no beginning."""
    learning = any(standing.state == "learning" for standing in page.standings.values())
    return bool(page.tally.done or page.tally.completed_on or learning)


def _line(page: RoadmapPage, later: int) -> SafeString:
    tally, title = page.tally, page.parts.tree.roadmap.title
    words = ngettext("%(settled)s of %(n)s topic", "%(settled)s of %(n)s topics", tally.required)
    count = with_skipped(words % {"settled": tally.settled, "n": tally.required}, tally)
    values = {
        "strip": strip(page.stations, None, f"{title}: {count}", named=True),
        "count": count,
        "note": complete_words(tally, later) if tally.completed_on else "",
        "next": "",
    }
    return page.parts.line.fill(values)
