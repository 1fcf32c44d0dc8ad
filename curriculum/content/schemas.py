"""The shape of the files. Their JSON Schemas, for editors' completion, are made from these models."""

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    Discriminator,
    Field,
    RootModel,
    StringConstraints,
    Tag,
    WithJsonSchema,
)

from curriculum.content.fields import (
    LANGUAGE_PATTERN,
    PROSE,
    PROSE_FILE_PATTERN,
    Accent,
    Day,
    Id,
    Level,
    Name,
    OldId,
    Prose,
    ResourceKind,
    Slug,
    Strict,
    Unit,
    Url,
    Was,
    text,
)


class WindowFrom(Strict):
    unit: Unit
    from_: int = Field(alias="from", ge=0, le=1000)
    """The lower end, in units."""
    to: int = Field(ge=0, le=1000)
    """The upper end, in units; not less than `from`."""


class Duration(WindowFrom):
    """How long something takes, such as 6 to 8 weeks."""


class Window(WindowFrom):
    """Where something lies in the calendar, such as weeks 14 to 22."""

    note: Annotated[str, text(120)] | None = None
    """A remark, such as "ongoing"."""


# Resources and concepts


class LibraryResource(Strict):
    """A resource of the library, named elsewhere by its id."""

    id: Id
    """Stable for ever, unique among resources."""
    kind: ResourceKind
    title: Name
    url: Url | None = None
    note: Annotated[str, text(400)] | None = None
    """What it is good for, shown wherever the resource is."""
    was: Was = []


class ResourceInPlace(Strict):
    """A resource that only this place names."""

    kind: ResourceKind
    title: Name
    url: Url | None = None
    note: Annotated[str, text(400)] | None = None
    """What to use it for here."""


class NotedResource(Strict):
    """A resource of the library with a remark for this place."""

    id: Id
    """Its id in resources.yaml."""
    note: Annotated[str, text(400)]
    """What to use it for here, such as "chapters 5 to 9"."""


def _resource_form(value: Any) -> str | None:
    if isinstance(value, str):
        return "as id"
    if isinstance(value, dict):
        return "as note" if "id" in value else "as resource"
    return None


ResourceName = Annotated[
    Annotated[Id, Tag("as id")]
    | Annotated[NotedResource, Tag("as note")]
    | Annotated[ResourceInPlace, Tag("as resource")],
    Discriminator(
        _resource_form,
        custom_error_type="form",
        custom_error_message="is neither a resource's id nor one written out, {kind: …, title: …, url: …}",
    ),
]
Resources = Annotated[
    list[ResourceName],
    Field(description="Ids from resources.yaml, `{id, note}`, or resources written out in place."),
]


class Concept(Strict):
    """One idea that several roadmaps teach."""

    id: Id
    """Stable for ever, unique among concepts."""
    title: Name
    summary: Prose | None = Field(None, description=PROSE)
    was: Was = []


class Retired(Strict):
    """An id that was there once and is gone."""

    id: Id
    on: Day
    """The day it went, such as 2026-11-20."""
    why: Annotated[str, text(300)]
    """Shown to whoever follows an old link."""
    replaced_by: OldId | None = None
    """The id whose page is shown instead; it earns no credit (for that, use `was`)."""


class ConceptsFile(Strict):
    """content/concepts.yaml: ideas that several roadmaps share."""

    concepts: list[Concept] = []
    retired: list[Retired] = []


class ResourcesFile(Strict):
    """content/resources.yaml: the library of books, courses, channels and tools."""

    resources: list[LibraryResource] = []
    retired: list[Retired] = []


class RetiredFile(RootModel[list[Retired]]):
    """content/retired.yaml: whole roadmaps that are gone."""


# Phases


class Member(Strict):
    """A topic to choose among others."""

    id: Id
    """Stable for ever, unique in the roadmap."""
    slug: Slug = None
    title: Name
    summary: Prose | None = Field(None, description=PROSE)
    concept: Id | None = None
    """The concept it teaches in the same scope and depth: done elsewhere is done here. Once a roadmap."""
    about: list[Id] = []
    """Concepts it touches; only links to other roadmaps' topics about them."""
    needs: list[Id] = []
    """Topics of this roadmap to know first."""
    resources: Resources = []
    was: Was = []
    credit: Literal["any", "all", "none"] | None = None
    """How many of the ids in `was` earn it: any (unless said otherwise), all, or none."""


class Topic(Member):
    """Something to learn and tick."""

    optional: bool = False
    """Optional topics are counted apart."""


class Choose(Strict):
    """Topics of which a number completes the group."""

    choose: int = Field(ge=1, le=100)
    """How many complete the group."""
    id: Id
    """Stable for ever, unique in the roadmap."""
    title: Name
    summary: Prose | None = Field(None, description=PROSE)
    optional: bool = False
    from_: list[Member] = Field(alias="from", min_length=1)
    """The topics to choose from."""
    was: Was = []


def _topic_form(value: Any) -> str | None:
    if isinstance(value, dict):
        return "as group" if "choose" in value or "from" in value else "as topic"
    return None


Item = Annotated[
    Annotated[Topic, Tag("as topic")] | Annotated[Choose, Tag("as group")],
    Discriminator(
        _topic_form,
        custom_error_type="form",
        custom_error_message="is neither a topic, {id: …, title: …}, nor a group, {choose: 1, id: …}",
    ),
]


class Milestone(Strict):
    """Work that closes a phase."""

    id: Id
    """Stable for ever, unique in the roadmap."""
    title: Name
    brief: Prose = Field(description=PROSE)
    kind: Literal["project", "exercise", "simulation", "essay"] = "project"
    was: Was = []


class PhaseFile(Strict):
    """content/roadmaps/<roadmap>/phases/<phase>.yaml"""

    id: Id
    """Stable for ever, unique in the roadmap; also the file's name."""
    slug: Slug = None
    title: Name
    headline: Annotated[str, text(300)] | None = None
    """A second title."""
    short: Annotated[str, text(24)] | None = None
    """A name of about 12 characters for its station on the line."""
    number: int | None = Field(None, ge=0, le=1000)
    """The number shown; leave it out where there is none."""
    layer: Id | None = None
    """A layer of roadmap.yaml."""
    level: Level | None = None
    badge: Annotated[str, text(60)] | None = None
    """A word or two, such as "Mission critical"."""
    summary: Prose | None = Field(None, description=PROSE)
    goal: Prose | None = Field(None, description=PROSE + " What one can do afterwards.")
    effort: Duration | None = None
    """How long it takes."""
    when: Window | None = None
    """Where it lies in the calendar; windows may overlap."""
    optional: bool = False
    """Nothing of an optional phase is required."""
    tools: list[Annotated[str, text(80)]] = []
    """Names of tools; a pair such as "Redis / Memcached" is one."""
    topics: list[Item] = []
    """What there is to learn, in order: topics, and groups to choose from."""
    milestones: list[Milestone] = []
    """Work that closes the phase."""
    resources: Resources = []
    was: Was = []


# Roadmaps


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


FORMS: dict[str, type[BaseModel] | None] = {
    "as id": None,
    "as note": NotedResource,
    "as resource": ResourceInPlace,
    "as topic": Topic,
    "as group": Choose,
    "as page": LinkOut,
}
"""What the tags of the unions, which stand in the paths of pydantic's errors, mean."""
