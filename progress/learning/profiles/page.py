"""What a public profile shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from curriculum.models import Roadmap
from progress.learning.certificates import with_codes
from progress.learning.completions import new_since
from progress.learning.holders import LearnerHolder
from progress.learning.models import Completion, Profile
from progress.learning.pages.prepared_roadmap import all_prepared
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.rows import complete_words, optional_words, with_skipped
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
        begun = [page for page in pages if page.own or page.tally.completed_on]
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
    return list(with_codes(whole).select_related("roadmap").order_by("-at"))


def _line(page: RoadmapPage, later: int) -> SafeString:
    """Return it as on the index, without what leads its learner on."""
    tally, title = page.tally, page.parts.tree.roadmap.title
    words = ngettext("%(settled)s of %(n)s topic", "%(settled)s of %(n)s topics", tally.required)
    values = {
        "strip": strip(page.stations, None, f"{title}: {page.said(None)}", named=True),
        "count": with_skipped(words % {"settled": tally.settled, "n": tally.required}, tally),
        "optional": _span(optional_words(tally.optional, tally.optional_settled)),
        "note": _span(complete_words(tally, later) if tally.completed_on else ""),
        "next": "",
    }
    return page.parts.line.fill(values)


def _span(words: str) -> str:
    return format_html("<span>{}</span>", words) if words else ""
