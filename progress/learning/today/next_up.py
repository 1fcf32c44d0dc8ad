"""What to do next over all roadmaps that a learner follows, and why."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from curriculum.models import Topic
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.roadmap_page import SETTLED, RoadmapPage
from progress.learning.standings import TODO

NEXT = 3
OPEN = ("todo", "learning")

Row = tuple[RoadmapPage, Topic]


class Why(StrEnum):
    LEARNING = "learning"
    FIRST = "first"  # of a roadmap that was not begun
    NEEDED = "needed"  # another topic, whose turn it would be, asks for it
    AFTER = "after"  # one that it needs
    CHOICE = "choice"  # one of a choose group
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Next:
    topic: Topic
    page: RoadmapPage
    why: Why
    by: Topic | None = None  # the topic that needs it, or that it needs


@dataclass(frozen=True, slots=True)
class NextUp:
    topics: list[Next]
    more_learning: int = 0  # that there was no room for


def next_up(pages: Sequence[RoadmapPage], *, besides: Sequence[Row] = ()) -> NextUp:
    """Return what is in learning, the newest first, then each roadmap's next by turns.

    What needs a topic that is open itself, be it in learning, comes last of all. Needs are read. Rows that
    stand `besides` take room while they are open, and are not repeated.
    """
    shown = {topic.pk for _, topic in besides}
    room = max(0, NEXT - sum(page.standing(topic).state in OPEN for page, topic in besides))
    learning = sorted((one for page in pages for one in _learning(page)), key=_since, reverse=True)
    new = [one for one in learning if one.topic.pk not in shown]
    found, left = new[:room], new[room:]
    waiting = (one for one in _ready_first(_waiting_by_turns(pages)) if one.topic.pk not in shown)
    found += islice(waiting, room - len(found))
    return NextUp(found, len(left))


def _ready_first(waiting: Iterable[Next]) -> Iterator[Next]:
    """Keep those back that need something open, for when nothing else is left."""
    later = []
    for one in waiting:
        if _open_needs(one.page, one.topic):
            later.append(why_of(one.page, one.topic))
        else:
            yield one
    yield from later


def _waiting_by_turns(pages: Sequence[RoadmapPage]) -> Iterator[Next]:
    """Begin with the roadmap that something was last done on."""
    ways = [_waiting(page) for page in sorted(pages, key=_touched, reverse=True)]
    while ways:
        going = []
        for way in ways:
            for one in islice(way, 1):
                going.append(way)
                yield one
        ways = going


def read_needs(all_parts: Collection[PreparedRoadmap]) -> None:
    """Read what their topics need, once for each release, by one statement for all."""
    missing = {parts.tree.roadmap.pk: parts for parts in all_parts if parts.needs is None}
    if not missing:
        return
    found: dict[int, dict[int, list[int]]] = {roadmap: {} for roadmap in missing}
    through = Topic.needs.through.objects.filter(from_topic__roadmap__in=missing).order_by("pk")
    for roadmap, topic, need in through.values_list("from_topic__roadmap", "from_topic", "to_topic"):
        found[roadmap].setdefault(topic, []).append(need)
    for roadmap, parts in missing.items():
        parts.needs = found[roadmap]


def _learning(page: RoadmapPage) -> Iterator[Next]:
    """All of it, optional ones too: they were begun."""
    for key, topic in page.parts.tree.topics.items():
        if page.standings.get(key, TODO).state == "learning":
            yield Next(topic, page, Why.LEARNING)


def _waiting(page: RoadmapPage) -> Iterator[Next]:
    """What is to do, in order; before a topic, what it needs. Of a choose group one is enough at a time."""
    seen: set[int] = set()
    groups = {one.topic.group_id for one in _learning(page)}
    for topic in page.asked_for():
        if page.standing(topic).state == "todo" and (topic.group_id is None or topic.group_id not in groups):
            groups.add(topic.group_id)
            yield from _with_needs(page, topic, seen)


def _with_needs(page: RoadmapPage, topic: Topic, seen: set[int]) -> Iterator[Next]:
    way: list[tuple[Topic, Topic | None]] = [] if topic.pk in seen else [(topic, None)]
    while way:
        one, asking = way[-1]
        seen.add(one.pk)
        open_needs = _open_needs(page, one)
        first = [need for need in open_needs if need.pk not in seen and page.standing(need).state == "todo"]
        if first:
            way.append((first[0], one))
            continue
        way.pop()
        yield Next(one, page, Why.NEEDED, asking) if asking else why_of(page, one)


def _open_needs(page: RoadmapPage, topic: Topic) -> list[Topic]:
    """Return what is to be known first and is not; who has skipped it does without."""
    topics, needs = page.parts.tree.topics, page.parts.needs or {}
    first = [topics[need] for need in needs.get(topic.pk, ()) if need in topics]
    return [need for need in first if page.standing(need).state in OPEN]


def why_of(page: RoadmapPage, topic: Topic) -> Next:
    """Return the topic with a reason of its own."""
    if page.standing(topic).state == "learning":
        return Next(topic, page, Why.LEARNING)
    for need in _open_needs(page, topic):
        return Next(topic, page, Why.AFTER, need)
    if topic.group_id is not None:
        return Next(topic, page, Why.CHOICE)
    first = not page.begun and topic is page.next_topic
    return Next(topic, page, Why.FIRST if first else Why.ORDER)


def _since(one: Next) -> date:
    return one.page.standing(one.topic).day or date.min


def _touched(page: RoadmapPage) -> date:
    """When something was last done on the roadmap."""
    days = (s.day for s in page.standings.values() if s.day and s.state in (*SETTLED, "learning"))
    return max(days, default=date.min)
