"""What comes next for many people, worked out as on the day's page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from curriculum.templatetags.roadmap_words import letter
from progress.learning.pages.prepared_roadmap import PreparedRoadmap, prepared_with
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.standings import Look, Marks, RoadmapTally, Standing, all_standings
from progress.learning.today.next_panel import reason, where
from progress.learning.today.next_up import Next, next_up, read_needs
from progress.reminders.letters.facts import Facts
from progress.reminders.letters.letter import Stop
from progress.reminders.letters.links import site


@dataclass(frozen=True, slots=True)
class Ground:
    """The roadmaps that any of some people follow, and where each of these stands."""

    parts: Mapping[int, PreparedRoadmap]
    standings: Mapping[int, dict[int, Standing]]  # by person

    @classmethod
    def of(cls, all_facts: Collection[Facts]) -> Self:
        digests = {pk: digest for facts in all_facts for pk, digest in facts.followed.items()}
        if not digests:
            return cls({}, {})
        found = prepared_with(digests)
        read_needs(found)
        parts = {one.tree.roadmap.pk: one for one in found}
        return cls(parts, all_standings(Marks([facts.person.pk for facts in all_facts]), list(parts)))

    def pages_of(self, facts: Facts) -> list[RoadmapPage]:
        """Return the roadmaps that one person follows, without their tallies."""
        uncounted = RoadmapTally(kept_groups=facts.kept_groups)
        seen = Look(self.standings.get(facts.person.pk, {}), dict.fromkeys(facts.followed, uncounted))
        return [RoadmapPage.seen(self.parts[pk], seen, facts.today) for pk in facts.followed]


def stops_of(pages: Collection[RoadmapPage]) -> tuple[Stop, ...]:
    return tuple(_stop(one) for one in next_up(list(pages)).topics)


def _stop(one: Next) -> Stop:
    roadmap = one.page.parts.tree.roadmap
    return Stop(
        title=one.topic.title,
        address=site(f"{one.page.parts.address}topics/{one.topic.slug}/"),
        why=reason(one, one.page.standing(one.topic).state),
        where=where(one.page, one.topic),
        letter=letter(roadmap.title),
        accent=roadmap.accent,
    )
