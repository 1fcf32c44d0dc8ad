"""Count what is in the database, a roadmap at a time."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from curriculum.models import ChooseGroup, Habit, Milestone, Phase, Reference, Roadmap, SkillItem, Topic


class Command(BaseCommand):
    help = "Count phases, topics, milestones and the like of each roadmap. A choose group is one topic."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = [_count(roadmap) for roadmap in Roadmap.objects.live()]
        if options["json"]:
            self.stdout.write(json.dumps({"roadmaps": counts}, indent=2))
            return
        for count in counts:
            figures = (f"{value} {name.replace('_', ' ')}" for name, value in count.items() if name != "id")
            self.stdout.write(f"{count['id']}: {', '.join(figures)}")


def _count(roadmap: Roadmap) -> dict[str, Any]:
    phases = Phase.objects.live().filter(roadmap=roadmap)
    topics = Topic.objects.live().filter(roadmap=roadmap, group=None)
    groups = ChooseGroup.objects.live().filter(roadmap=roadmap)
    return {
        "id": roadmap.key,
        "phases": phases.count(),
        "topics": topics.count() + groups.count(),
        "optional_topics": topics.filter(optional=True).count() + groups.filter(optional=True).count(),
        "milestones": Milestone.objects.live().filter(roadmap=roadmap).count(),
        "resources": Reference.objects.filter(roadmap=roadmap).count(),
        "tools": sum(len(tools) for tools in phases.values_list("tools", flat=True)),
        "habits": Habit.objects.live().filter(roadmap=roadmap).count(),
        "skill_map_items": SkillItem.objects.filter(window__roadmap=roadmap).count(),
    }
