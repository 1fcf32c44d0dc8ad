"""A made-up content folder of any size, always the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

TOPICS = 5000
PAGE = 68  # topics of the first roadmap, the one whose page is measured
PAGE_SLUG = "line-1"

_LARGEST = 120  # topics of any other roadmap
_PHASES = 10
_LAYERS = 5
_CONCEPTS = 300
_RESOURCES = 600
_ACCENTS = ("cobalt", "madder", "pine", "heather", "ochre", "teal", "plum", "slate")
_KINDS = ("docs", "article", "book", "course", "video", "tool")
_WORDS = """
    account address archive branch bridge broker buffer build cache carrier channel check client clock
    cluster column commit contract cursor deploy design digest driver engine event failure filter format
    gateway grant header history index journal kernel key latency layer ledger limit lock log mapping
    margin measure memory message method model module network object order packet page parser partition
    path pattern plan policy pool port process profile protocol proxy query queue record region release
    replica request response retry route sample schema scope script secret server service session shard
    signal socket stage storage stream switch table target task thread timer token trace traffic update
    upload value version view volume window worker write zone
""".split()  # noqa: SIM905 -- they are easier to read so

Entry = dict[str, Any]


def write_catalogue(folder: Path, *, topics: int = TOPICS, seed: int = 1, page: int = PAGE) -> None:
    """Write `topics` topics, `page` of them in the first roadmap, with the library that they name."""
    author = _Author(Random(seed))
    _write(folder / "concepts.yaml", {"concepts": [author.concept(n) for n in range(_CONCEPTS)]})
    _write(folder / "resources.yaml", {"resources": [author.resource(n) for n in range(_RESOURCES)]})
    for position, size in enumerate(_sizes(topics, page), start=1):
        _write_roadmap(folder / "roadmaps" / f"line-{position}", author, position, size)


def _sizes(topics: int, page: int) -> Iterator[int]:
    yield min(page, topics)
    for done in range(page, topics, _LARGEST):
        yield min(_LARGEST, topics - done)


def _write_roadmap(folder: Path, author: "_Author", position: int, size: int) -> None:
    phases = author.phases(position, size)
    _write(folder / "roadmap.yaml", author.roadmap(position, phases))
    (folder / "summary.md").write_text(author.prose())
    for phase in phases:
        _write(folder / "phases" / f"{phase['id']}.yaml", phase)
    for phase in phases[::3]:
        (folder / "phases" / f"{phase['id']}.md").write_text(author.prose())


def _write(path: Path, document: Entry) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, width=100))


@dataclass
class _Author:
    random: Random

    def concept(self, number: int) -> Entry:
        return {"id": f"concept-{number}", "title": f"{self.title()} {number}", "summary": self.sentence()}

    def resource(self, number: int) -> Entry:
        return {
            "id": f"resource-{number}",
            "kind": self.random.choice(_KINDS),
            "title": f"{self.title()} {number}",
            "url": f"https://www.example.org/{number}/",
        }

    def roadmap(self, position: int, phases: list[Entry]) -> Entry:
        topics = [topic["id"] for phase in phases for topic in phase["topics"] if "choose" not in topic]
        return {
            "id": f"line-{position}",
            "title": f"{self.title()} {position}",
            "tagline": self.sentence(),
            "position": position,
            "accent": _ACCENTS[position % len(_ACCENTS)],
            "audience": "mixed",
            "duration": {"unit": "months", "from": 6, "to": 12},
            "layers": [{"id": f"layer-{n}", "title": self.title()} for n in range(_LAYERS)],
            "phases": [phase["id"] for phase in phases],
            "outcomes": [self.sentence() for _ in range(4)],
            "routine": [{"id": f"habit-{n}", "title": self.title()} for n in range(3)],
            "skill_map": [
                {"when": f"months {n + 1}", "items": [self.skill(topics) for _ in range(5)]} for n in range(3)
            ],
            "resources": self.named("resource", 5, _RESOURCES),
        }

    def skill(self, topics: list[str]) -> Entry:
        return {"title": self.title(), "topics": [self.random.choice(topics)]}

    def phases(self, position: int, size: int) -> list[Entry]:
        concepts = iter(self.random.sample(range(_CONCEPTS), size))
        topics = [self.topic(number, next(concepts)) for number in range(size)]
        count = min(_PHASES, size)
        cuts = [size * n // count for n in range(count + 1)]
        groups = position > 1  # the page that is measured has rows of one kind
        return [self.phase(n, topics[cuts[n] : cuts[n + 1]], groups=groups) for n in range(count)]

    def phase(self, number: int, topics: list[Entry], *, groups: bool) -> Entry:
        items = [*topics[:-3], self.group(number, topics[-3:])] if groups and number % 4 == 3 else topics
        return {
            "id": f"phase-{number}",
            "title": f"{self.title()} {number}",
            "headline": self.sentence(),
            "short": self.title()[:12].strip(),
            "number": number + 1,
            "layer": f"layer-{number * _LAYERS // _PHASES}",
            "level": "intermediate",
            "summary": self.sentence(),
            "goal": self.sentence(),
            "effort": {"unit": "weeks", "from": 2, "to": 4},
            "when": {"unit": "weeks", "from": 3 * number, "to": 3 * number + 4},
            "tools": [self.title() for _ in range(3)],
            "topics": items,
            "milestones": [{"id": f"milestone-{number}", "title": self.title(), "brief": self.sentence()}],
            "resources": self.named("resource", 2, _RESOURCES),
        }

    def group(self, number: int, topics: list[Entry]) -> Entry:
        members = [{key: value for key, value in topic.items() if key != "optional"} for topic in topics]
        return {"choose": 1, "id": f"group-{number}", "title": self.title(), "from": members}

    def topic(self, number: int, concept: int) -> Entry:
        topic: Entry = {"id": f"topic-{number}", "title": f"{self.title()} {number}"}
        topic["summary"] = f"{self.sentence()} `{self.title()}` and **{self.title()}** too."
        if self.chance(0.25):
            topic["concept"] = f"concept-{concept}"
        elif self.chance(0.25):
            topic["about"] = self.named("concept", 2, _CONCEPTS)
        if number and self.chance(0.4):
            topic["needs"] = [f"topic-{number - 1}"]
        if self.chance(0.1):
            topic["optional"] = True
        if self.chance(0.5):
            topic["resources"] = self.named("resource", 1, _RESOURCES)
        return topic

    def named(self, kind: str, count: int, among: int) -> list[str]:
        return [f"{kind}-{number}" for number in self.random.sample(range(among), count)]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def title(self) -> str:
        return " ".join(self.random.choices(_WORDS, k=2)).capitalize()

    def sentence(self) -> str:
        return " ".join(self.random.choices(_WORDS, k=12)).capitalize() + "."

    def prose(self) -> str:
        rows = "\n".join(f"| {self.title()} | {self.sentence()} |" for _ in range(4))
        return (
            f"{self.sentence()} {self.sentence()}\n\n## {self.title()}\n\n- {self.sentence()}\n"
            f"- {self.sentence()}\n\n| What | Why |\n|---|---|\n{rows}\n\n"
            f"> [!TIP]\n> **{self.title()}**\n>\n> {self.sentence()}\n"
        )
