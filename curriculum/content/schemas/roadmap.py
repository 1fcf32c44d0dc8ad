"""The shape of roadmap.yaml."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, WithJsonSchema

from curriculum.catalog import Accent
from curriculum.content.fields import (
    LANGUAGE_PATTERN,
    PROSE_FILE_PATTERN,
    Id,
    Level,
    Name,
    Prose,
    Slug,
    Strict,
    Url,
    Was,
    text,
)
from curriculum.content.schemas.library import Resources, Retired
from curriculum.content.schemas.spans import Duration


class Origin(Strict):
    """Where the facts come from."""

    title: Name
    url: Url | None = None
    licence: Annotated[str, text(200)] | None = None


class Fact(Strict):
    """A number for the head of the page that can't be computed."""

    label: Annotated[str, text(60)]
    value: Annotated[
        str,
        text(30),
        BeforeValidator(lambda value: str(value) if type(value) is int else value),
        WithJsonSchema({"type": ["string", "integer"], "maxLength": 30}),
    ]


class Layer(Strict):
    """A stretch of consecutive phases under one heading."""

    id: Id
    title: Name
    subtitle: Name | None = None
    prose: Annotated[str, StringConstraints(max_length=140, pattern=PROSE_FILE_PATTERN)] | None = None
    """A Markdown file of this roadmap's folder, such as `foundation.md` or `layers/foundation.md`."""


class Habit(Strict):
    """A part of the daily routine."""

    id: Id
    """Stable for ever, unique in the roadmap."""
    title: Name
    was: Was = []


class SkillItem(Strict):
    title: Name
    topics: list[Id] = []
    """The topics of this roadmap that teach it."""


class SkillWindow(Strict):
    """What to learn in a stretch of time."""

    when: Annotated[str, text(80)]
    """Such as "months 1-3"."""
    items: list[SkillItem]


class LinkOut(Strict):
    """A page elsewhere."""

    title: Name
    url: Url | None = None


def _link_form(value: Any) -> str | None:
    if isinstance(value, str):
        return "as id"
    return "as page" if isinstance(value, dict) else None


Related = Annotated[
    Annotated[Id, Tag("as id")] | Annotated[LinkOut, Tag("as page")],
    Discriminator(
        _link_form,
        custom_error_type="form",
        custom_error_message="is neither the id of a roadmap nor a page, {title: …, url: …}",
    ),
]


class RoadmapFile(Strict):
    """content/roadmaps/<roadmap>/roadmap.yaml"""

    id: Id
    """Stable for ever; also the folder's name."""
    slug: Slug = None
    title: Name
    tagline: Annotated[str, text(300)] | None = None
    """One line under the title."""
    position: int = Field(0, ge=0, le=10_000)
    """Its place on the index."""
    status: Literal["draft", "published"] = "published"
    """Only staff see a draft."""
    accent: Accent = "cobalt"
    """The colour of its line."""
    language: Annotated[str, StringConstraints(max_length=12, pattern=LANGUAGE_PATTERN)] = "en"
    """The language it is written in, such as en or pt-BR."""
    source: Origin | None = None
    """Where the facts come from."""
    audience: Level | None = None
    """Who it is for."""
    duration: Duration | None = None
    facts: list[Fact] = []
    """Headline numbers that can't be computed."""
    calls_phases: Literal["phase", "step", "level", "section"] = "phase"
    """The word for a phase here."""
    layers: list[Layer] = []
    """Stretches of consecutive phases, each under a heading of its own."""
    phases: list[Id] = Field(min_length=1)
    """Phases in order; each is a file phases/<id>.yaml."""
    outcomes: list[Prose] = []
    """What one can do at the end, a line each."""
    routine: list[Habit] = []
    """Daily habits, ticked per day."""
    skill_map: list[SkillWindow] = []
    """What to learn when; drawn as a timeline."""
    related: list[Related] = []
    """Further reading: roadmaps' ids, or `{title, url}`."""
    resources: Resources = []
    next: list[Related] = []
    """Where to go from here: roadmaps' ids, or `{title}`."""
    retired: list[Retired] = []
    """Every id of this roadmap that ever was and is gone."""
