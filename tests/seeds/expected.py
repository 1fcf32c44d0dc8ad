"""What a source says, as plain data. The modules beside this one were typed from their sources by hand."""

from dataclasses import dataclass, field

Span = tuple[str, int, int]  # unit, from, to


@dataclass(frozen=True, kw_only=True)
class Phase:
    title: str
    topics: tuple[str, ...]
    optional_topics: tuple[str, ...] = ()
    headline: str | None = ""  # None where the source has a sentence, which is ours to write anew
    number: int | None = None
    level: str = ""
    layer: str = ""
    badge: str = ""
    effort: Span | None = None
    when: Span | None = None
    when_note: str = ""
    optional: bool = False
    goal: bool = False  # whether the source has one
    summary: bool = False  # the same
    tools: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Roadmap:
    key: str
    slug: str
    title: str
    position: int
    accent: str
    calls_phases: str
    source: dict[str, str]
    phases: tuple[Phase, ...]
    audience: str
    duration: Span | None = None
    facts: tuple[tuple[str, str], ...] = ()  # (value, label)
    layers: tuple[tuple[str, str], ...] = ()  # (title, second title)
    skill_map: tuple[tuple[str, tuple[str, ...]], ...] = ()
    habits: int = 0
    resources: tuple[tuple[str, str], ...] = ()  # (kind, title)
    related: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    # Names and numbers that a topic's, phase's, habit's or resource's text must keep, by its title.
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tables: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)  # rows, by phase title
    patterns: dict[str, tuple[str, ...]] = field(default_factory=dict)  # titles, by phase title
    callouts: tuple[str, ...] = ()  # titles of the phases with one
