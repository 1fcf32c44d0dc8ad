"""A roadmap's page and its parts, prepared once for each release, language and process."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from curriculum.models import Reference, Roadmap, Topic
from curriculum.tree import GroupNode, PhaseNode, Tree, interchanges, read_tree
from progress.learning.pages.slots import Prepared, Slots, prepare

KEPT = 32  # roadmaps in memory, the least recently asked for goes first; about 0.2 MB each


@dataclass(frozen=True, slots=True)
class PreparedPanel:
    """`panel` has the slots token, switch and reading, and `need:` by each topic to know first."""

    panel: Prepared
    reading: Prepared | None  # with the slots token and, by each resource, `act:`, `icon:` and `said:`
    needs: list[Topic]
    references: list[Reference]


@dataclass
class PreparedRoadmap:
    """`page` has the slots title, self, messages, token, progress, undo and panel, and for each phase
    `open:`, `head:` and for each row `stop:` or `group:` with its primary key."""

    tree: Tree
    address: str
    page: Prepared
    progress: Prepared
    heads: dict[int, Prepared] = field(default_factory=dict)
    stops: dict[int, Prepared] = field(default_factory=dict)
    group_marks: dict[int, Prepared] = field(default_factory=dict)
    panels: dict[int, PreparedPanel] = field(default_factory=dict)  # each from when it is first opened

    def topic(self, slug: str) -> Topic | None:
        return next((topic for topic in self.tree.topics.values() if topic.slug == slug), None)

    def node_of(self, topic: Topic) -> PhaseNode:
        return next(node for node in self.tree.phases if node.phase.pk == topic.phase_id)


_prepared: OrderedDict[tuple[int, str, str], PreparedRoadmap] = OrderedDict()
_lock = Lock()


def prepared_at(slug: str) -> PreparedRoadmap | None:
    """Return the parts of the live roadmap with this slug; of the row only its digest is read again."""
    row = Roadmap.objects.live().filter(slug=slug).values_list("pk", "tree_digest")[:1]
    for key, digest in row:
        found = _prepared.get((key, digest, get_language() or ""))
        return found or prepared(Roadmap.objects.get(pk=key))
    return None


def prepared(roadmap: Roadmap) -> PreparedRoadmap:
    """Return the parts of `roadmap`'s page as its last release has them."""
    key = (roadmap.pk, roadmap.tree_digest, get_language() or "")
    found = _prepared.get(key)
    if found is None:
        found = _prepare(roadmap)
        with _lock:
            _prepared[key] = found
            while len(_prepared) > KEPT:
                _prepared.popitem(last=False)
    return found


def _prepare(roadmap: Roadmap) -> PreparedRoadmap:
    tree = read_tree(roadmap)
    address = reverse("roadmap", args=[roadmap.slug])
    parts = PreparedRoadmap(
        tree=tree,
        address=address,
        page=Prepared(""),
        progress=prepare("learning/_progress.html", roadmap=roadmap, progress=Slots()),
    )
    slots = Slots()
    layers = [
        {
            "number": layer.number,
            "layer": layer.layer,
            "phases": [_phase(parts, node, slots) for node in layer.phases],
        }
        for layer in tree.layers
    ]
    parts.page = prepare(
        "learning/roadmap.html",
        tree=tree,
        address=address,
        layers=layers,
        meets=_meets(roadmap),
        next=_links(roadmap.next),
        related=_links(roadmap.related),
    )
    return parts


def _phase(parts: PreparedRoadmap, node: PhaseNode, slots: Slots) -> dict[str, Any]:
    phase = node.phase
    parts.heads[phase.pk] = prepare("learning/_phase_head.html", phase=phase, head=Slots())
    rows = [
        _group(parts, item, slots) if isinstance(item, GroupNode) else _stop(parts, item, slots)
        for item in node.items
    ]
    return {
        "node": node,
        "open": slots[f"open:{phase.pk}"],
        "head": slots[f"head:{phase.pk}"],
        "stops": SafeString("\n".join(rows)),
    }


def _stop(parts: PreparedRoadmap, topic: Topic, slots: Slots) -> str:
    address = f"{parts.address}topics/{topic.slug}/"
    parts.stops[topic.pk] = prepare("learning/_stop.html", topic=topic, address=address, stop=Slots())
    return slots[f"stop:{topic.pk}"]


def _group(parts: PreparedRoadmap, node: GroupNode, slots: Slots) -> str:
    group = node.group
    parts.group_marks[group.pk] = prepare("learning/_group_mark.html", group=group, mark=Slots())
    stops = SafeString("\n".join(_stop(parts, topic, slots) for topic in node.topics))
    return group_row(node, stops, slots[f"group:{group.pk}"])


def group_row(node: GroupNode, stops: SafeString, mark: SafeString) -> SafeString:
    context = {"group": node.group, "count": len(node.topics), "stops": stops, "mark": mark}
    return render_to_string("learning/_group.html", context)


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
