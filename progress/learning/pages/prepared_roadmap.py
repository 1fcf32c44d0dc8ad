"""A roadmap's page and its parts, prepared once for each release, language and process."""

from collections import OrderedDict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from curriculum.models import Milestone, Reference, Roadmap, Topic
from curriculum.models.roadmaps import RoadmapQuerySet
from curriculum.tree import GroupNode, PhaseNode, Tree, interchanges, read_trees
from progress.learning.pages.rows import head_values, untouched_values
from progress.learning.pages.slots import Prepared, Slots, prepare
from progress.learning.standings import PhaseTally

HEADS = 500  # of a roadmap's phases, filled, about 1 KB each
KEPT = 400  # roadmaps in memory, the least recently asked for goes first; about 0.2 MB each once shown


@dataclass(frozen=True, slots=True)
class PreparedPanel:
    """`panel` has the slots token, whose, switch, reading, reports and own, and `need:` by each topic to know
    first."""

    panel: Prepared
    needs: list[Topic]


@dataclass(frozen=True, slots=True)
class PreparedReading:
    """`form` has the slots token, whose and, by each resource, `act:`, `icon:` and `said:`."""

    form: Prepared
    references: list[Reference]


@dataclass(frozen=True, slots=True)
class PhaseRows:
    """Of a phase, with a slot for each: `stop:`, `group:` or `milestone:` with its primary key."""

    stops: SafeString
    milestones: SafeString


@dataclass
class PreparedPath:
    """`page` has the slots title, self, messages, token, whose, progress, following, undo and panel, for each
    phase `open:` and `head:` with its primary key, and those of its rows."""

    page: Prepared
    progress: Prepared
    rows: dict[int, PhaseRows] = field(default_factory=dict)
    heads: dict[int, Prepared] = field(default_factory=dict)
    stops: dict[int, Prepared] = field(default_factory=dict)
    group_marks: dict[int, Prepared] = field(default_factory=dict)
    milestones: dict[int, Prepared] = field(default_factory=dict)
    filled_heads: dict[Hashable, SafeString] = field(default_factory=dict)  # many people's look alike
    untouched: dict[str, SafeString] = field(default_factory=dict)  # `stop:` slots, for who has no mark there

    def head(self, node: PhaseNode, icons: tuple[str, ...], tally: PhaseTally) -> SafeString:
        """Return the head of a phase whose stops have those shapes."""
        key = (node.phase.pk, icons, tally)
        if key not in self.filled_heads:
            if len(self.filled_heads) >= HEADS:
                self.filled_heads.clear()
            self.filled_heads[key] = self.heads[node.phase.pk].fill(head_values(icons, tally))
        return self.filled_heads[key]


@dataclass
class PreparedRoadmap:
    tree: Tree
    address: str
    panels: dict[int, PreparedPanel] = field(default_factory=dict)  # each from when it is first opened
    readings: dict[tuple[str, int], PreparedReading] = field(default_factory=dict)  # the same
    phase_pages: dict[int, Prepared] = field(default_factory=dict)  # the same
    needs: dict[int, list[int]] | None = None  # by topic, from when they are first asked for

    @cached_property
    def changed(self) -> dict[int, date]:
        """Topics that an editor asks to look at again, with the day since when they are different."""
        return {key: topic.review_since for key, topic in self.tree.topics.items() if topic.review_since}

    @cached_property
    def line(self) -> Prepared:
        """Itself on the index, with the slots strip, count, optional, note and next."""
        roadmap, stations = self.tree.roadmap, len(self.tree.phases)
        return prepare("learning/_line.html", roadmap=roadmap, address=self.address, stations=stations)

    @cached_property
    def path(self) -> PreparedPath:
        """What is rendered, from when it is first shown; the index does without."""
        return _prepare_path(self)

    def topic(self, slug: str) -> Topic | None:
        return next((topic for topic in self.tree.topics.values() if topic.slug == slug), None)

    def phase(self, slug: str) -> PhaseNode | None:
        return next((node for node in self.tree.phases if node.phase.slug == slug), None)

    def node_of(self, topic: Topic) -> PhaseNode:
        return self._nodes[topic.phase_id]

    @cached_property
    def _nodes(self) -> dict[int, PhaseNode]:
        return {node.phase.pk: node for node in self.tree.phases}


_DIGEST_AT = "SELECT id, tree_digest FROM curriculum_roadmap WHERE slug = %s AND retired_in_id IS NULL"

Key = tuple[int, str, str]
_prepared: OrderedDict[Key, PreparedRoadmap] = OrderedDict()
_lock = Lock()


def prepared_at(slug: str) -> PreparedRoadmap | None:
    """Return the parts of the live roadmap with this slug; of the row only its digest is read again."""
    with connection.cursor() as cursor:  # every page and tick begins here, and the ORM takes twice as long
        cursor.execute(_DIGEST_AT, [slug])
        row = cursor.fetchone()
    if row is None:
        return None
    key, digest = row
    return _kept((key, digest, get_language() or "")) or _prepare([key])[key]


def all_prepared(roadmaps: RoadmapQuerySet) -> list[PreparedRoadmap]:
    """Return the parts of each, with as many queries as for one; of those kept only digests are read."""
    return prepared_with(dict(roadmaps.values_list("pk", "tree_digest")))


def prepared_with(digests: Mapping[int, str]) -> list[PreparedRoadmap]:
    """Return the parts of the roadmaps that have those digests, by primary key."""
    language = get_language() or ""
    found = {pk: _kept((pk, digest, language)) for pk, digest in digests.items()}
    missing = [pk for pk, kept in found.items() if kept is None]
    fresh = _prepare(missing) if missing else {}
    return [kept or fresh[pk] for pk, kept in found.items()]


def _prepare(keys: Collection[int]) -> dict[int, PreparedRoadmap]:
    """Read the roadmaps of these primary keys and keep them; what a load has just retired still shows."""
    fresh = {}
    for tree in read_trees(list(Roadmap.objects.filter(pk__in=keys))):
        roadmap = tree.roadmap
        fresh[roadmap.pk] = PreparedRoadmap(tree, reverse("roadmap", args=[roadmap.slug]))
        _keep((roadmap.pk, roadmap.tree_digest, get_language() or ""), fresh[roadmap.pk])
    return fresh


def _kept(key: Key) -> PreparedRoadmap | None:
    with _lock:
        if key in _prepared:
            _prepared.move_to_end(key)
        return _prepared.get(key)


def _keep(key: Key, parts: PreparedRoadmap) -> None:
    with _lock:
        _prepared[key] = parts
        while len(_prepared) > KEPT:
            _prepared.popitem(last=False)


def _prepare_path(parts: PreparedRoadmap) -> PreparedPath:
    tree = parts.tree
    path = PreparedPath(
        page=Prepared(""),
        progress=prepare("learning/_progress.html", roadmap=tree.roadmap, progress=Slots()),
    )
    rows = _Rows(parts.address, path)
    layers = [
        {
            "number": layer.number,
            "layer": layer.layer,
            "phases": [rows.phase(node) for node in layer.phases],
        }
        for layer in tree.layers
    ]
    path.page = prepare(
        "learning/roadmap.html",
        tree=tree,
        address=parts.address,
        layers=layers,
        meets=_meets(tree.roadmap),
        next=_links(tree.roadmap.next),
        related=_links(tree.roadmap.related),
    )
    return path


class _Rows:
    """Prepares the rows of a path one by one, and leaves a slot for each in the page."""

    def __init__(self, address: str, path: PreparedPath) -> None:
        self.address = address
        self.path = path
        self.slots = Slots()

    def phase(self, node: PhaseNode) -> dict[str, Any]:
        key = node.phase.pk
        self.path.heads[key] = prepare("learning/_phase_head.html", phase=node.phase, head=Slots())
        rows = [self.group(item) if isinstance(item, GroupNode) else self.stop(item) for item in node.items]
        milestones = map(self.milestone, node.milestones)
        self.path.rows[key] = PhaseRows(SafeString("\n".join(rows)), SafeString("\n".join(milestones)))
        slots = {"open": self.slots[f"open:{key}"], "head": self.slots[f"head:{key}"]}
        return {"node": node, "rows": self.path.rows[key], **slots}

    def stop(self, topic: Topic) -> str:
        address = f"{self.address}topics/{topic.slug}/"
        row = prepare("learning/_stop.html", topic=topic, address=address, stop=Slots())
        self.path.stops[topic.pk] = row
        slot = f"stop:{topic.pk}"
        self.path.untouched[slot] = row.fill(untouched_values(topic, get_language() or ""))
        return self.slots[slot]

    def milestone(self, milestone: Milestone) -> str:
        address = f"{self.address}milestones/{milestone.key}/"
        self.path.milestones[milestone.pk] = prepare(
            "learning/_milestone.html", milestone=milestone, address=address, state=Slots()
        )
        return self.slots[f"milestone:{milestone.pk}"]

    def group(self, node: GroupNode) -> str:
        key = node.group.pk
        self.path.group_marks[key] = prepare("learning/_group_mark.html", group=node.group, mark=Slots())
        stops = SafeString("\n".join(self.stop(topic) for topic in node.topics))
        context = {"group": node.group, "count": len(node.topics), "stops": stops}
        return render_to_string("learning/_group.html", context | {"mark": self.slots[f"group:{key}"]})


def _links(links: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return title and address of each link; another roadmap's are those it has now."""
    named = [link["roadmap"] for link in links if link.get("roadmap")]
    roadmaps = {roadmap.key: roadmap for roadmap in Roadmap.objects.published().filter(key__in=named)}
    found = []
    for link in links:
        roadmap = roadmaps.get(link.get("roadmap", ""))
        address = reverse("roadmap", args=[roadmap.slug]) if roadmap else link.get("url", "")
        found.append({"title": roadmap.title if roadmap else link["title"], "address": address})
    return found


def _meets(roadmap: Roadmap) -> int:
    """How many other lines this one meets."""
    published = Roadmap.objects.published().values_list("pk", flat=True)
    meets = [meet.topics for meet in interchanges({*published, roadmap.pk}) if roadmap.pk in meet.topics]
    return len({other for topics in meets for other in topics} - {roadmap.pk})
