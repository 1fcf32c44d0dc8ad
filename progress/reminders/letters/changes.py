"""What changed lately in the roadmaps that people follow, those things first that they have marked."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from django.urls import reverse

from curriculum.news.bulletins import Bulletin, Section
from curriculum.news.names import Known, known_of
from curriculum.news.paper import Issue, issue
from curriculum.news.words import HEADINGS, whole
from progress.learning.news.pages import row_of, touches
from progress.learning.news.touched import ids_marked_by
from progress.reminders.letters.letter import Item
from progress.reminders.letters.links import site

RELEASES = 20  # what lies further back is on the page of what's new


@dataclass(frozen=True, slots=True)
class Changes:
    issue: Issue
    known: Known
    marked: Mapping[int, set[str]]  # by person

    @classmethod
    def since(cls, at: datetime, people: Collection[int]) -> Self:
        found = issue(drafts=False, count=RELEASES)
        fresh = replace(found, bulletins=[one for one in found.bulletins if one.at >= at])
        if not fresh.bulletins:
            return cls(fresh, Known({}, {}), {})
        return cls(fresh, known_of(fresh.bulletins), ids_marked_by(people))

    def items_for(self, person: int, followed: Collection[int]) -> tuple[Item, ...]:
        """`followed` has primary keys of roadmaps."""
        marked = self.marked.get(person, set())
        sections = [(one, section) for one in self.issue.bulletins for section in one.sections]
        own = [item for _, section in sections for item in self._touching(section, marked)]
        others = [
            _told(one, section, self.issue.roadmaps[section.roadmap].title, marked)
            for one, section in sections
            if not one.first and self._is_followed(section, followed)
        ]
        return (*own, *(item for item in others if item.remark))

    def _is_followed(self, section: Section, followed: Collection[int]) -> bool:
        roadmap = self.issue.roadmaps.get(section.roadmap)
        return roadmap is not None and roadmap.pk in followed

    def _touching(self, section: Section, marked: set[str]) -> Iterator[Item]:
        roadmap = self.issue.roadmaps.get(section.roadmap)
        for piece in section.pieces:
            if touches(piece, marked):
                row = row_of(piece, roadmap, self.known)
                words = f"{row.heading}: {row.remark}" if row.remark else row.heading
                yield Item(row.title, words, site(row.address) if row.address else "")


def _told(one: Bulletin, section: Section, title: str, marked: set[str]) -> Item:
    """`2 new, 1 moved`, without what is told by itself."""
    counts = Counter(piece.what for piece in section.pieces if not touches(piece, marked))
    words = ", ".join(f"{count} {str(HEADINGS[what]).lower()}" for what, count in counts.items())
    return Item(
        title, whole(section) if section.whole else words, site(reverse("release", args=[one.release]))
    )
