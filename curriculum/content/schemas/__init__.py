"""The shape of the files. Their JSON Schemas, for editors' completion, are made from these models."""

from pydantic import BaseModel

from curriculum.content.schemas.library import (
    Concept,
    ConceptsFile,
    NotedResource,
    ResourceInPlace,
    ResourcesFile,
    Retired,
    RetiredFile,
)
from curriculum.content.schemas.phase import Choose, Member, Milestone, PhaseFile, Topic
from curriculum.content.schemas.roadmap import Habit, Layer, LinkOut, RoadmapFile, SkillItem, SkillWindow
from curriculum.content.schemas.spans import Duration, Window, WindowFrom

__all__ = [
    "FORMS",
    "Choose",
    "Concept",
    "ConceptsFile",
    "Duration",
    "Habit",
    "Layer",
    "LinkOut",
    "Member",
    "Milestone",
    "NotedResource",
    "PhaseFile",
    "ResourceInPlace",
    "ResourcesFile",
    "Retired",
    "RetiredFile",
    "RoadmapFile",
    "SkillItem",
    "SkillWindow",
    "Topic",
    "Window",
    "WindowFrom",
]

FORMS: dict[str, type[BaseModel] | None] = {
    "as id": None,
    "as note": NotedResource,
    "as resource": ResourceInPlace,
    "as topic": Topic,
    "as group": Choose,
    "as page": LinkOut,
}
"""What the tags of the unions, which stand in the paths of pydantic's errors, mean."""
