"""A roadmap's workload for one person: its required units, made of content and standings."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from curriculum.models import Topic
from curriculum.tree import GroupNode, PhaseNode
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.plans.workload import Measure, Stop, Stretch, Workload, effort, measure_of
from progress.learning.standings import TODO, RoadmapTally, Standing

SETTLED = ("done", "carried")


def workload_of(
    parts: PreparedRoadmap,
    standings: Mapping[int, Standing],
    tally: RoadmapTally,
    known: Collection[int] = frozenset(),
) -> Workload:
    nodes = [node for node in parts.tree.phases if not node.phase.optional and any(map(_asked, node.items))]
    measure = measure_of(node.phase for node in nodes)
    return Workload(measure, tuple(_stretch(parts, node, measure, standings, tally, known) for node in nodes))


def _asked(item: Topic | GroupNode) -> bool:
    return not (item.group.optional if isinstance(item, GroupNode) else item.optional)


def _stretch(
    parts: PreparedRoadmap,
    node: PhaseNode,
    measure: Measure,
    standings: Mapping[int, Standing],
    tally: RoadmapTally,
    known: Collection[int],
) -> Stretch:
    counted = tally.phases[node.phase.pk]
    units = counted.required + counted.skipped
    weight = 1.0 if measure == Measure.TOPICS else effort(node.phase, measure) / max(1, units)
    asked = [item for item in node.items if _asked(item)]
    kept = set(tally.kept_groups)
    return Stretch(
        node.phase.pk,
        node.phase.title,
        counted.required,
        weight,
        _settled(asked, standings, kept, counted.settled),
        tuple(sorted(_days(asked, standings, known))),
        tuple(_waiting(parts, asked, standings, kept)),
    )


def _settled(
    asked: Iterable[Topic | GroupNode], standings: Mapping[int, Standing], kept: set[int], count: int
) -> tuple[date, ...]:
    """Return the days of settled units; what nobody knows the day of (a group that was kept) is long ago."""
    days = sorted(_days(asked, standings, frozenset()))[:count]
    return (date.min,) * (count - len(days)) + tuple(days)


def _days(
    asked: Iterable[Topic | GroupNode], standings: Mapping[int, Standing], but: Collection[int]
) -> Iterable[date]:
    for item in asked:
        topics, choose = (item.topics, item.group.choose) if isinstance(item, GroupNode) else ([item], 1)
        days = [
            standings[topic.pk].day or date.min
            for topic in topics
            if topic.pk not in but and standings.get(topic.pk, TODO).state in SETTLED
        ]
        yield from sorted(days)[:choose]


def _waiting(
    parts: PreparedRoadmap,
    asked: Iterable[Topic | GroupNode],
    standings: Mapping[int, Standing],
    kept: set[int],
) -> Iterable[Stop]:
    def state(topic: Topic) -> str:
        return standings.get(topic.pk, TODO).state

    for item in asked:
        if isinstance(item, Topic):
            if state(item) not in (*SETTLED, "skipped"):
                yield Stop(item.title, f"{parts.address}topics/{item.slug}/")
        elif item.group.pk not in kept:
            left = item.group.choose - sum(state(topic) in SETTLED for topic in item.topics)
            still = [topic for topic in item.topics if state(topic) not in (*SETTLED, "skipped")]
            for topic in still[: max(0, left)]:
                yield Stop(item.group.title, f"{parts.address}topics/{topic.slug}/")
