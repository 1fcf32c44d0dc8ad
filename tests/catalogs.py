"""Plain makers of catalogues for tests of loading: what a test does not name gets a valid value."""

from dataclasses import replace
from typing import Any

from curriculum.catalog import (
    Catalog,
    ChooseGroup,
    Concept,
    Habit,
    Layer,
    Link,
    Milestone,
    Phase,
    Reference,
    Resource,
    Roadmap,
    SkillItem,
    SkillWindow,
    Span,
    Topic,
)


def topic(id: str, **fields: Any) -> Topic:
    return Topic(**{"id": id, "slug": id, "title": id.title()} | fields)


def group(id: str, *topics: Topic, choose: int = 1, **fields: Any) -> ChooseGroup:
    return ChooseGroup(id=id, title=id.title(), choose=choose, topics=topics, **fields)


def phase(id: str, *items: Topic | ChooseGroup, **fields: Any) -> Phase:
    return Phase(**{"id": id, "slug": id, "title": id.title(), "items": items} | fields)


def roadmap(id: str, *phases: Phase, **fields: Any) -> Roadmap:
    return Roadmap(**{"id": id, "slug": id, "title": id.title(), "phases": phases} | fields)


def catalog(*roadmaps: Roadmap, **fields: Any) -> Catalog:
    """Its library holds every concept and resource that the roadmaps name, unless given."""
    topics = [t for r in roadmaps for p in r.phases for i in p.items for t in getattr(i, "topics", (i,))]
    concepts = {c for t in topics for c in (t.concept, *t.about) if c}
    places = [*topics, *(p for r in roadmaps for p in r.phases), *roadmaps]
    resources = {reference.resource for place in places for reference in place.resources}
    library = {
        "concepts": tuple(Concept(c, c.title()) for c in sorted(concepts)),
        "resources": tuple(
            Resource(r, "docs", r.title(), f"https://{r}.example/") for r in sorted(resources)
        ),
    }
    return Catalog(**library | {"roadmaps": roadmaps} | fields)


def full_catalog() -> Catalog:
    """Two roadmaps that together use everything that a catalogue can say."""
    docs, book = Reference("postgres-docs", "chapter 13"), Reference("sql-book")
    databases = phase(
        "databases",
        topic("sql", concept="sql", about=("postgresql",), needs=("terminal",), resources=(docs, book)),
        group("orm", topic("sqlalchemy"), topic("prisma", optional=True), summary="<p>One will do.</p>"),
        topic("caching", optional=True),
        number=2,
        layer="core",
        level="intermediate",
        badge="Mission critical",
        short="Databases",
        headline="Know when to use each",
        summary="<p>Keep data.</p>",
        goal="<p>Choose one.</p>",
        prose="<p>Long.</p>",
        effort=Span("weeks", 6, 8),
        when=Span("weeks", 14, 22, "alongside"),
        tools=("PostgreSQL", "pgAdmin"),
        milestones=(Milestone("feed", "Build a feed", "<p>Posts.</p>"),),
        resources=(book,),
    )
    backend = roadmap(
        "backend",
        phase("start", topic("terminal"), number=1, layer="foundation"),
        databases,
        position=1,
        tagline="From zero",
        duration=Span("months", 8, 14),
        source=Link("Source", "https://source.example/"),
        licence="MIT",
        facts=(("Free resources", "40+"),),
        layers=(Layer("foundation", "Foundation"), Layer("core", "Core", "The middle", "<p>Core.</p>")),
        outcomes=("Design a backend",),
        routine=(Habit("dsa", "Solve two problems"),),
        skill_map=(
            SkillWindow("months 1-3", (SkillItem("Databases", ("sql", "caching")), SkillItem("Write"))),
        ),
        resources=(docs,),
        related=(Link("Career", roadmap="career"),),
        next=(Link("Databases, deeper"),),
    )
    career = roadmap(
        "career", phase("data", topic("sql", concept="sql"), topic("postgres", concept="postgresql"))
    )
    return catalog(backend, career)


def numbered_catalog(topics: int, *, roadmaps: int = 5, phases: int = 10) -> Catalog:
    """A large one, all alike: `topics` in all, each with a resource, a need and a page of prose."""
    each = topics // (roadmaps * phases)
    prose = "<p>" + "What there is to know about it. " * 12 + "</p>"

    def make(number: int, place: int) -> Topic:
        needs = (f"topic-{number - 1}",) if place else ()
        references = (Reference(f"resource-{number % 200}"),)
        return topic(f"topic-{number}", summary=prose, needs=needs, resources=references)

    return catalog(
        *(
            roadmap(
                f"roadmap-{r}",
                *(
                    phase(f"phase-{p}", *(make((p * each) + t, t) for t in range(each)))
                    for p in range(phases)
                ),
                position=r,
            )
            for r in range(roadmaps)
        )
    )


def with_topics(phase: Phase, *items: Topic | ChooseGroup) -> Phase:
    return replace(phase, items=items)
