"""The catalogue: all that the files say, checked, frozen, with prose already rendered to safe HTML.

It is what validation makes of the documents and what a load compares with the stored rows. Ids
are local to their roadmap or library; `qualified` ids carry it ("boring-backend/sql").
"""

import hashlib
import json
from collections.abc import Hashable
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any, Literal, cast

Accent = Literal["cobalt", "madder", "pine", "heather", "ochre", "teal", "plum", "slate"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time such as 8 to 14 months; `unit` is hours, days, weeks or months."""

    unit: str
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    id: str
    title: str
    summary: str = ""
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    id: str
    kind: str
    title: str
    url: str = ""
    note: str = ""
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A library resource where it is named; `note` belongs to the place."""

    resource: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Retired:
    id: str
    on: date
    why: str
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Whoever had done a topic before that day may want to look again."""

    since: date
    why: str


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    slug: str
    title: str
    summary: str = ""
    concept: str = ""
    about: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    optional: bool = False
    resources: tuple[Reference, ...] = ()
    was: tuple[str, ...] = ()  # qualified
    credit: str = "any"
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class ChooseGroup:
    id: str
    title: str
    choose: int
    topics: tuple[Topic, ...]
    summary: str = ""
    optional: bool = False
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    id: str
    title: str
    brief: str
    kind: str = "project"
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Habit:
    id: str
    title: str
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    id: str
    slug: str
    title: str
    headline: str = ""
    short: str = ""
    number: int | None = None
    layer: str = ""
    level: str = ""
    badge: str = ""
    summary: str = ""
    goal: str = ""
    prose: str = ""
    effort: Span | None = None
    when: Span | None = None
    optional: bool = False
    tools: tuple[str, ...] = ()
    items: tuple[Topic | ChooseGroup, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    resources: tuple[Reference, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    id: str
    title: str
    subtitle: str = ""
    prose: str = ""


@dataclass(frozen=True, slots=True)
class SkillItem:
    title: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillWindow:
    label: str
    items: tuple[SkillItem, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """To another roadmap (`roadmap` is its id) or to a page elsewhere."""

    title: str
    url: str = ""
    roadmap: str = ""


@dataclass(frozen=True, slots=True)
class Roadmap:
    id: str
    slug: str
    title: str
    tagline: str = ""
    position: int = 0
    status: str = "published"
    accent: str = "cobalt"
    language: str = "en"
    audience: str = ""
    duration: Span | None = None
    calls_phases: str = "phase"
    summary: str = ""
    source: Link | None = None
    licence: str = ""
    facts: tuple[tuple[str, str], ...] = ()  # (label, value)
    layers: tuple[Layer, ...] = ()
    phases: tuple[Phase, ...] = ()
    outcomes: tuple[str, ...] = ()
    routine: tuple[Habit, ...] = ()
    skill_map: tuple[SkillWindow, ...] = ()
    resources: tuple[Reference, ...] = ()
    related: tuple[Link, ...] = ()
    next: tuple[Link, ...] = ()
    retired: tuple[Retired, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    concepts: tuple[Concept, ...] = ()
    resources: tuple[Resource, ...] = ()  # the library's, then those named in place
    roadmaps: tuple[Roadmap, ...] = ()
    retired: dict[str, tuple[Retired, ...]] = field(
        default_factory=dict
    )  # by "concepts", "resources", "roadmaps"


def digest(part: Any, *, without: frozenset[str] = frozenset()) -> str:
    """Return the SHA-256, in hex, of a part's content; fields named in `without` count nowhere in it.

    Equal content has equal digests. Fields at their default do not count, so that a field added to
    the format later changes no digest by itself.
    """

    def content(part: Any) -> Any:
        """Return what `json` can write in place of a dataclass or a date."""
        if isinstance(part, date):
            return part.isoformat()
        values = ((name, getattr(part, name), default) for name, default in _defaults(part.__class__))
        return {name: value for name, value, default in values if value != default and name not in without}

    text = json.dumps(part, sort_keys=True, default=content, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _defaults(part: Hashable) -> tuple[tuple[str, Any], ...]:
    known = fields(cast(Any, part))
    return tuple((one.name, {} if one.default_factory is dict else one.default) for one in known)
