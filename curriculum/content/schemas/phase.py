"""The shape of a phase's file."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from curriculum.content.fields import PROSE, Day, Id, Level, Name, Prose, Slug, Strict, Was, text
from curriculum.content.schemas.library import Resources
from curriculum.content.schemas.spans import Duration, Window


class Review(Strict):
    """Says that a topic has changed so much that whoever has done it may want to look again."""

    since: Day
    """The day from which it is as it is now, such as 2026-11-20."""
    why: Annotated[str, text(300)]
    """What is different, in a sentence."""


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
    review: Review | None = None
    """Asks those who had done it before that day to look again; their marks stay."""


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
