"""Count what is in the database, a roadmap at a time."""

import json
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count, QuerySet

from curriculum.models import ChooseGroup, Habit, Milestone, Phase, Reference, Roadmap, SkillItem, Topic

Counts = dict[int, int]  # by roadmap


class Command(BaseCommand):
    help = "Count phases, topics, milestones and the like of each roadmap. A choose group is one topic."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = count_content()
        if options["json"]:
            self.stdout.write(json.dumps({"roadmaps": counts}, indent=2))
            return
        for count in counts:
            figures = (f"{value} {name.replace('_', ' ')}" for name, value in count.items() if name != "id")
            self.stdout.write(f"{count['id']}: {', '.join(figures)}")


def count_content() -> list[dict[str, Any]]:
    """Return each roadmap's figures, in the order of the index; what is retired counts nowhere."""
    phases = Phase.objects.live()
    topics = Topic.objects.live().filter(group=None)
    groups = ChooseGroup.objects.live()
    tools: Counter[int] = Counter()
    for roadmap, named in phases.values_list("roadmap", "tools"):
        tools[roadmap] += len(named)
    figures = {
        "phases": _by_roadmap(phases),
        "topics": _sum(_by_roadmap(topics), _by_roadmap(groups)),
        "optional_topics": _sum(
            _by_roadmap(topics.filter(optional=True)), _by_roadmap(groups.filter(optional=True))
        ),
        "milestones": _by_roadmap(Milestone.objects.live()),
        "resources": _by_roadmap(Reference.objects.all()),
        "tools": tools,
        "habits": _by_roadmap(Habit.objects.live()),
        "skill_map_items": _by_roadmap(SkillItem.objects.all(), "window__roadmap"),
    }
    return [
        {"id": roadmap.key} | {name: counts.get(roadmap.pk, 0) for name, counts in figures.items()}
        for roadmap in Roadmap.objects.live()
    ]


def _by_roadmap(rows: QuerySet[Any], roadmap: str = "roadmap") -> Counts:
    return dict(rows.order_by().values_list(roadmap).annotate(Count("pk")))


def _sum(one: Counts, other: Counts) -> Counts:
    return {roadmap: one.get(roadmap, 0) + other.get(roadmap, 0) for roadmap in one.keys() | other.keys()}
