"""A roadmap's page for one learner or visitor: the prepared parts, filled."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from curriculum.models import Topic
from curriculum.tree import GroupNode, PhaseNode
from progress.learning.holders import Holder
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.rows import (
    count_words,
    group_values,
    stop_icons,
    stop_values,
    with_skipped,
)
from progress.learning.pages.second_look import again_words, second_look
from progress.learning.pages.strip import Station, strip
from progress.learning.second_looks import due
from progress.learning.standings import CARRIED, TODO, Look, PhaseTally, RoadmapTally, Standing

SETTLED = ("done", CARRIED)


@dataclass(frozen=True, slots=True)
class NextStop:
    """In words: equal ones look alike."""

    title: str
    phase: str
    address: str


@dataclass
class RoadmapPage:
    """`parts` as they stand for one person today; `open_topic` has its panel beside the path."""

    parts: PreparedRoadmap
    standings: dict[int, Standing]
    tally: RoadmapTally
    sources: dict[int, Topic]  # the topics that carried ones come from
    today: date
    open_topic: Topic | None = None
    open_phase: PhaseNode | None = None
    again: Collection[int] = ()  # done topics that have changed so much that one may want to look again

    @classmethod
    def of(
        cls,
        holder: Holder,
        parts: PreparedRoadmap,
        *,
        known: Look | None = None,
        open_topic: Topic | None = None,
        open_phase: PhaseNode | None = None,
    ) -> Self:
        """Ask where `holder` stands unless it is `known` already, maybe of more roadmaps than this one."""
        roadmap = parts.tree.roadmap
        seen = known or holder.look([roadmap])
        standings = _within(parts, seen.standings) if len(seen.tallies) > 1 else seen.standings
        return cls(
            parts=parts,
            standings=standings,
            tally=seen.tallies[roadmap.pk],
            sources=_sources(standings, open_topic),
            today=holder.today(timezone.now()),
            open_topic=open_topic,
            open_phase=open_phase,
            again=due(parts.changed, standings, holder.looks),
        )

    @classmethod
    def all_of(cls, holder: Holder, all_parts: Sequence[PreparedRoadmap]) -> list[Self]:
        """Return the pages of several roadmaps, with as many queries as for one."""
        seen = holder.look([parts.tree.roadmap for parts in all_parts])
        today = holder.today(timezone.now())
        return [cls.seen(parts, seen, today) for parts in all_parts]

    @classmethod
    def seen(cls, parts: PreparedRoadmap, seen: Look, today: date) -> Self:
        """Return it for another page than its own: whence something is carried is shown on a path only."""
        standings = _within(parts, seen.standings)
        return cls(parts, standings, seen.tallies[parts.tree.roadmap.pk], sources={}, today=today)

    @cached_property
    def language(self) -> str:
        return get_language() or ""

    def standing(self, topic: Topic) -> Standing:
        return self.standings.get(topic.id, TODO)  # asked for each topic; `pk` takes ten times as long

    def stop(self, topic: Topic) -> SafeString:
        standing = self.standing(topic)
        source = self.sources.get(standing.carried_from) if standing.carried_from else None
        current = self.open_topic is not None and self.open_topic.pk == topic.pk
        if standing is TODO and not current:
            return self.parts.path.untouched[f"stop:{topic.pk}"]
        values = stop_values(
            topic, standing, today=self.today, source=source, current=current, language=self.language
        )
        if topic.pk in self.again:
            values["more"] = again_words(values["more"])
        return self.parts.path.stops[topic.pk].fill(values)

    def head(self, node: PhaseNode) -> SafeString:
        icons = stop_icons(node.topics, self.standings)
        return self.parts.path.head(node, icons, self.tally.phases[node.phase.pk])

    def group_mark(self, node: GroupNode) -> SafeString:
        return self.parts.path.group_marks[node.group.pk].fill(
            group_values(node, self.standings, self.group_done(node))
        )

    def group_done(self, node: GroupNode) -> bool:
        settled = sum(self.standing(topic).state in SETTLED for topic in node.topics)
        return settled >= node.group.choose or node.group.pk in self.tally.kept_groups

    def progress(self) -> SafeString:
        tally = self.tally
        return self.parts.path.progress.fill(
            {"strip": strip(self.stations, self.here, self.said(self.here_node)), "count": count_words(tally)}
        )

    def said(self, here: PhaseNode | None) -> str:
        """The line in words, for those who don't see it; `here` is the phase that is drawn as theirs."""
        required = self.tally.required
        words = ngettext(
            "%(settled)s of %(n)s topic settled", "%(settled)s of %(n)s topics settled", required
        )
        said = with_skipped(words % {"settled": self.tally.settled, "n": required}, self.tally)
        at = gettext("You are at %(phase)s.") % {"phase": here.phase.title} if here else ""
        return f"{said}. {at}".strip() if required else at

    @cached_property
    def stations(self) -> tuple[Station, ...]:
        nodes = self.parts.tree.phases
        return tuple(_station(node, self.tally.phases[node.phase.id]) for node in nodes)

    @property
    def next_stop(self) -> NextStop | None:
        topic = self.next_topic
        if topic is None:
            return None
        address = f"{self.parts.address}topics/{topic.slug}/"
        return NextStop(topic.title, self.parts.node_of(topic).phase.title, address)

    @cached_property
    def next_topic(self) -> Topic | None:
        """What is being learnt, else the first topic still to do; optional ones are never pushed."""
        waiting: Topic | None = None
        for topic in self.asked_for():
            state = self.standing(topic).state
            if state == "learning":
                return topic
            if state == "todo":
                waiting = waiting or topic
        return waiting

    def asked_for(self) -> Iterator[Topic]:
        """Return, in order, the topics that 100 % may need: none of what is optional or has been chosen."""
        items = (item for node in self.parts.tree.phases if not node.phase.optional for item in node.items)
        for item in items:
            if not isinstance(item, GroupNode):
                yield from [] if item.optional else [item]
            elif not item.group.optional and not self.group_done(item):
                yield from item.topics

    @cached_property
    def here_node(self) -> PhaseNode | None:
        """The phase to have open: the one asked for, else the open topic's, else the next stop's."""
        if self.open_phase:
            return self.open_phase
        at = self.open_topic or self.next_topic
        return self.parts.node_of(at) if at else None

    @property
    def own(self) -> bool:
        """Whether something here is marked; what is carried from another line leads nobody to this one."""
        return any(standing.state != "carried" for standing in self.standings.values())

    @property
    def begun(self) -> bool:
        """Whether anything here is marked or carried."""
        return bool(self.standings)

    @property
    def here(self) -> int | None:
        return self.parts.tree.phases.index(self.here_node) if self.here_node else None

    def rows(self, node: PhaseNode) -> dict[str, str]:
        """Fill the slots of a phase's stops and groups."""
        return {f"stop:{topic.pk}": self.stop(topic) for topic in node.topics} | self._group_marks(node)

    def _group_marks(self, node: PhaseNode) -> dict[str, str]:
        groups = (item for item in node.items if isinstance(item, GroupNode))
        return {f"group:{item.group.pk}": self.group_mark(item) for item in groups}

    def fill(self, outside: dict[str, str]) -> SafeString:
        """Return the whole page; `outside` fills the slots that are not the path's."""
        values: dict[str, str] = {**self.parts.path.untouched, **outside, "progress": self.progress()}
        for topic in self._touched():
            values[f"stop:{topic.pk}"] = self.stop(topic)
        for node in self.parts.tree.phases:
            key = node.phase.pk
            values[f"open:{key}"] = " open" if node is self.here_node else ""
            values[f"head:{key}"] = self.head(node)
            values |= self._group_marks(node)
        return self.parts.path.page.fill(values)

    def _touched(self) -> list[Topic]:
        """Return the topics whose rows are not everybody's."""
        topics = self.parts.tree.topics
        marked = [topics[key] for key in self.standings if key in topics]
        return [*marked, self.open_topic] if self.open_topic else marked

    def changed(self, topics: list[Topic]) -> SafeString:
        """Return the fragments that a change of `topics` touches, for htmx to put in their places."""
        nodes = {topic.phase_id: self.parts.node_of(topic) for topic in topics}
        fragments = [self.stop(topic) for topic in topics]
        fragments += [
            self.group_mark(item)
            for node in nodes.values()
            for item in node.items
            if isinstance(item, GroupNode) and any(topic in item.topics for topic in topics)
        ]
        fragments += [self.head(node) for node in nodes.values()] if self.open_phase is None else []
        fragments += [
            second_look(topic, due=topic.pk in self.again)
            for topic in topics
            if topic == self.open_topic and topic.review_since
        ]
        fragments.append(self.progress())
        return SafeString("".join(out_of_band(fragment) for fragment in fragments))


def _station(node: PhaseNode, tally: PhaseTally) -> Station:
    phase = node.phase
    return Station(phase.short or phase.title, tally.share, tally.complete, phase.optional)


def _within(parts: PreparedRoadmap, standings: Mapping[int, Standing]) -> dict[int, Standing]:
    return {topic: standings[topic] for topic in parts.tree.topics if topic in standings}


def _sources(standings: Mapping[int, Standing], open_topic: Topic | None) -> dict[int, Topic]:
    """Return the topics that carried ones come from, with their roadmaps; no query when none is carried.

    Whence a declined one would come, only its own panel says.
    """
    at = open_topic.pk if open_topic else None
    told = [one for topic, one in standings.items() if one.state == CARRIED or topic == at]
    sources = {one.carried_from for one in told if one.carried_from}
    return Topic.objects.select_related("roadmap").in_bulk(sources) if sources else {}


def out_of_band(fragment: str) -> str:
    """Tell htmx to replace the element of the same id."""
    start = fragment.index("<")
    end = fragment.index(" ", start)
    return f'{fragment[start:end]} hx-swap-oob="true"{fragment[end:]}'
