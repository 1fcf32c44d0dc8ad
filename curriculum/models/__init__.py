from curriculum.models.library import Concept, Reference, Resource
from curriculum.models.releases import Alias, FormerSlug, Release, Retirement
from curriculum.models.roadmaps import (
    ChooseGroup,
    Habit,
    Layer,
    Milestone,
    Phase,
    Roadmap,
    SkillItem,
    SkillWindow,
    Topic,
)
from curriculum.models.search import SearchEntry

__all__ = [
    "Alias",
    "ChooseGroup",
    "Concept",
    "FormerSlug",
    "Habit",
    "Layer",
    "Milestone",
    "Phase",
    "Reference",
    "Release",
    "Resource",
    "Retirement",
    "Roadmap",
    "SearchEntry",
    "SkillItem",
    "SkillWindow",
    "Topic",
]
