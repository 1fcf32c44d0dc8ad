"""What digests tell of the week before: its days, what was done, plans, and what changed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Self

from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.plans.going import Pace
from progress.learning.plans.pace import pace_on
from progress.learning.plans.stored import Asked, Stored, read_all_stored
from progress.learning.plans.words import headline, outlook, way_back
from progress.learning.standings import Look, Marks, RoadmapTally, all_tallies
from progress.learning.streaks.deeds import Deed, Did, all_deeds
from progress.reminders.letters.changes import Changes
from progress.reminders.letters.contents import Week
from progress.reminders.letters.facts import Facts
from progress.reminders.letters.letter import Day, Item, Shape
from progress.reminders.letters.links import site

DAY = timedelta(days=1)
WEEK = timedelta(days=7)

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Weeks:
    """Of some people, read by as many statements as of one."""

    spans: Mapping[int, Span]
    deeds: Mapping[int, Mapping[date, Sequence[Did]]]
    tallies: Mapping[int, Mapping[int, RoadmapTally]]
    plans: Mapping[Asked, Stored]
    changes: Changes

    @classmethod
    def before(cls, days: Mapping[int, date], all_facts: Collection[Facts], at: datetime) -> Self:
        """`days` has each one's date by the wall calendar; their week is the last that was over by then."""
        people = [facts for facts in all_facts if facts.person.pk in days]
        spans = {person: _week_before(day) for person, day in days.items()}
        planned = [(facts.person.pk, pk) for facts in people for pk in _planned(facts)]
        todays = {facts.person.pk: facts.today for facts in people}
        return cls(
            spans=spans,
            deeds=all_deeds(spans),
            tallies=_tallies(planned),
            plans=read_all_stored(planned, todays) if planned else {},
            changes=Changes.since(at - WEEK, list(days)),
        )

    def of(self, facts: Facts, pages: Sequence[RoadmapPage]) -> Week:
        person = facts.person.pk
        did = list(chain.from_iterable(self.deeds[person].values()))
        days = facts.lived.days(*self.spans[person])
        return Week(
            days=days,
            active=_active(days),
            done=_done(did),
            begun=len({one.title for one in did if one.deed in (Deed.BEGUN, Deed.WORKED)}),
            habits=sum(one.deed == Deed.HABIT for one in did),
            submitted=len({one.title for one in did if one.deed == Deed.SUBMITTED}),
            plans=tuple(self._plans(facts, pages)),
            changed=self.changes.items_for(person, facts.followed),
        )

    def _plans(self, facts: Facts, pages: Sequence[RoadmapPage]) -> Iterator[Item]:
        person = facts.person.pk
        for page in pages:
            roadmap = page.parts.tree.roadmap
            if stored := self.plans.get((person, roadmap.pk)):
                seen = Look(page.standings, dict(self.tallies[person]))
                pace = pace_on(page.parts, seen, stored, facts.today)
                yield Item(roadmap.title, _plan_words(pace), site(f"{page.parts.address}plan/"))


def _plan_words(pace: Pace) -> str:
    """Without a pace of late the outlook speaks of the page that it is on."""
    shown = pace.forecast is not None and not pace.away
    return " ".join(filter(None, (headline(pace), way_back(pace), outlook(pace) if shown else "")))


def _week_before(day: date) -> Span:
    sunday = day - (day.weekday() + 1) * DAY
    return sunday - WEEK + DAY, sunday


def _planned(facts: Facts) -> list[int]:
    return [pk for pk in facts.followed if pk in facts.planned]


def _tallies(planned: Collection[Asked]) -> Mapping[int, Mapping[int, RoadmapTally]]:
    if not planned:
        return {}
    people, roadmaps = ({one[end] for one in planned} for end in (0, 1))
    return all_tallies(Marks(sorted(people)), sorted(roadmaps))


def _active(days: Sequence[Day]) -> int:
    return sum(one.shape == Shape.ACTIVE for one in days)


def _done(did: Sequence[Did]) -> tuple[Item, ...]:
    """Return the topics, each once."""
    topics = {(one.roadmap_slug, one.title): one for one in did if one.deed == Deed.DONE}
    return tuple(Item(one.title, one.roadmap, _address(one)) for one in topics.values())


def _address(one: Did) -> str:
    return site(f"/roadmaps/{one.roadmap_slug}/topics/{one.topic}/") if one.topic else ""
