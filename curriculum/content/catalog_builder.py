"""The shelf's sheets made into a Catalog, with prose rendered."""

from collections.abc import Sequence
from typing import Any

from curriculum import catalog
from curriculum.content.documents import Documents
from curriculum.content.errors import ContentError, shown
from curriculum.content.explain import Sheet
from curriculum.content.identity import Namespace, qualified
from curriculum.content.library import Library
from curriculum.content.markdown import Renderer
from curriculum.content.pictures import Pictures
from curriculum.content.schemas import (
    Choose,
    Duration,
    LinkOut,
    Member,
    Milestone,
    PhaseFile,
    Retired,
    RoadmapFile,
    Topic,
    Window,
)
from curriculum.content.shelf import RoadmapShelf, Shelf
from curriculum.content.yaml_source import Key

Path = tuple[Key, ...]


def build_catalog(
    shelf: Shelf, spaces: dict[str, Namespace], documents: Documents
) -> tuple[catalog.Catalog, list[ContentError]]:
    """Return what the sheets say. It is worth something only if no error was found, here or elsewhere."""
    library = Library.of(shelf.resources, spaces["resources"])
    builder = _Builder(Renderer(_no_picture), library)
    concepts = builder.concepts(shelf)
    roadmaps = []
    for roadmap in shelf.roadmaps:
        pictures = Pictures(documents, roadmap.id)
        builder.renderer = Renderer(pictures.address)
        roadmaps.append(_RoadmapBuilder(builder, roadmap, pictures).build())
    retired = {
        "concepts": _retired(shelf.concepts.model.retired if shelf.concepts else [], "concepts"),
        "resources": _retired(shelf.resources.model.retired if shelf.resources else [], "resources"),
        "roadmaps": _retired(shelf.retired.model.root if shelf.retired else [], "roadmaps"),
    }
    built = catalog.Catalog(
        concepts=concepts,
        resources=tuple(library.resources.values()),
        roadmaps=tuple(roadmap for roadmap in roadmaps if roadmap),
        retired={name: entries for name, entries in retired.items() if entries},
    )
    return built, builder.errors + library.errors


def _no_picture(written: str) -> str:
    """The library has no prose, and so no pictures."""
    raise ValueError(f"there is no picture {shown(written)}", "put it into a roadmap's prose")


class _Builder:
    def __init__(self, renderer: Renderer, library: Library) -> None:
        self.renderer = renderer
        self.library = library
        self.errors: list[ContentError] = []

    def line(self, sheet: Sheet[Any], text: str | None, *path: Key) -> str:
        if not text:
            return ""
        html, errors = self.renderer.line(sheet.at(*path), text)
        self.errors += errors
        return html

    def concepts(self, shelf: Shelf) -> tuple[catalog.Concept, ...]:
        sheet = shelf.concepts
        if sheet is None:
            return ()
        return tuple(
            catalog.Concept(
                id=concept.id,
                title=concept.title,
                summary=self.line(sheet, concept.summary, "concepts", number, "summary"),
                was=_was(concept.was, "concepts"),
            )
            for number, concept in enumerate(sheet.model.concepts)
        )


class _RoadmapBuilder:
    def __init__(self, builder: _Builder, shelf: RoadmapShelf, pictures: Pictures) -> None:
        self.builder = builder
        self.library = builder.library
        self.shelf = shelf
        self.pictures = pictures
        self.unused = set(shelf.prose)

    def build(self) -> catalog.Roadmap | None:
        phases = tuple(self.phase(sheet) for sheet in self.shelf.phases.values())
        roadmap = self.roadmap(self.shelf.sheet, phases) if self.shelf.sheet else None
        for name in sorted(self.unused):  # of a phase that has mistakes: the prose may have its own
            self.prose(name)
        return roadmap

    def roadmap(self, sheet: Sheet[RoadmapFile], phases: tuple[catalog.Phase, ...]) -> catalog.Roadmap:
        roadmap = sheet.model
        return catalog.Roadmap(
            id=roadmap.id,
            slug=roadmap.slug or roadmap.id,
            title=roadmap.title,
            tagline=roadmap.tagline or "",
            position=roadmap.position,
            status=roadmap.status,
            accent=roadmap.accent,
            language=roadmap.language,
            audience=roadmap.audience or "",
            duration=_span(roadmap.duration),
            calls_phases=roadmap.calls_phases,
            summary=self.prose("summary.md"),
            source=catalog.Link(roadmap.source.title, roadmap.source.url or "") if roadmap.source else None,
            licence=(roadmap.source.licence or "") if roadmap.source else "",
            facts=tuple((fact.label, fact.value) for fact in roadmap.facts),
            layers=tuple(
                catalog.Layer(layer.id, layer.title, layer.subtitle or "", self.prose(layer.prose, top=3))
                for layer in roadmap.layers
            ),
            phases=phases,
            outcomes=tuple(
                self.line(sheet, outcome, "outcomes", number)
                for number, outcome in enumerate(roadmap.outcomes)
            ),
            routine=tuple(
                catalog.Habit(habit.id, habit.title, self.was(habit.was)) for habit in roadmap.routine
            ),
            skill_map=_skill_map(roadmap),
            resources=self.library.references(sheet, roadmap.resources, ("resources",)),
            related=_links(roadmap.related),
            next=_links(roadmap.next),
            retired=_retired(roadmap.retired, roadmap.id),
        )

    def phase(self, sheet: Sheet[PhaseFile]) -> catalog.Phase:
        phase = sheet.model
        return catalog.Phase(
            id=phase.id,
            slug=phase.slug or phase.id,
            title=phase.title,
            headline=phase.headline or "",
            short=phase.short or "",
            number=phase.number,
            layer=phase.layer or "",
            level=phase.level or "",
            badge=phase.badge or "",
            summary=self.line(sheet, phase.summary, "summary"),
            goal=self.line(sheet, phase.goal, "goal"),
            prose=self.prose(f"phases/{phase.id}.md"),
            effort=_span(phase.effort),
            when=_span(phase.when),
            optional=phase.optional,
            tools=tuple(phase.tools),
            items=tuple(
                self.group(sheet, item, number)
                if isinstance(item, Choose)
                else self.topic(sheet, item, "topics", number)
                for number, item in enumerate(phase.topics)
            ),
            milestones=tuple(
                self.milestone(sheet, milestone, number) for number, milestone in enumerate(phase.milestones)
            ),
            resources=self.library.references(sheet, phase.resources, ("resources",)),
            was=self.was(phase.was),
        )

    def group(self, sheet: Sheet[PhaseFile], group: Choose, number: int) -> catalog.ChooseGroup:
        return catalog.ChooseGroup(
            id=group.id,
            title=group.title,
            choose=group.choose,
            topics=tuple(
                self.topic(sheet, member, "topics", number, "from", place)
                for place, member in enumerate(group.from_)
            ),
            summary=self.line(sheet, group.summary, "topics", number, "summary"),
            optional=group.optional,
            was=self.was(group.was),
        )

    def topic(self, sheet: Sheet[PhaseFile], topic: Member, *path: Key) -> catalog.Topic:
        return catalog.Topic(
            id=topic.id,
            slug=topic.slug or topic.id,
            title=topic.title,
            summary=self.line(sheet, topic.summary, *path, "summary"),
            concept=topic.concept or "",
            about=tuple(topic.about),
            needs=tuple(topic.needs),
            optional=isinstance(topic, Topic) and topic.optional,
            resources=self.library.references(sheet, topic.resources, (*path, "resources")),
            was=self.was(topic.was),
            credit=topic.credit or "any",
            review=catalog.Review(topic.review.since, topic.review.why) if topic.review else None,
        )

    def milestone(self, sheet: Sheet[PhaseFile], milestone: Milestone, number: int) -> catalog.Milestone:
        return catalog.Milestone(
            id=milestone.id,
            title=milestone.title,
            brief=self.line(sheet, milestone.brief, "milestones", number, "brief"),
            kind=milestone.kind,
            was=self.was(milestone.was),
        )

    def prose(self, name: str | None, top: int = 2) -> str:
        """Return a Markdown file of the roadmap's as HTML."""
        prose = self.shelf.prose.get(name or "")
        if prose is None:
            return ""
        self.unused.discard(name or "")
        html, errors = self.builder.renderer.prose(prose.file, prose.text, top)
        self.builder.errors += errors
        if errors and not html:
            self.pictures.take_all()
        return html

    def line(self, sheet: Sheet[Any], text: str | None, *path: Key) -> str:
        return self.builder.line(sheet, text, *path)

    def was(self, olds: Sequence[str]) -> tuple[str, ...]:
        return _was(olds, self.shelf.id)


def _was(olds: Sequence[str], space: str) -> tuple[str, ...]:
    return tuple(qualified(old, space) for old in olds)


def _span(window: Duration | Window | None) -> catalog.Span | None:
    if window is None:
        return None
    note = window.note if isinstance(window, Window) else None
    return catalog.Span(window.unit, window.from_, window.to, note or "")


def _skill_map(roadmap: RoadmapFile) -> tuple[catalog.SkillWindow, ...]:
    return tuple(
        catalog.SkillWindow(
            window.when, tuple(catalog.SkillItem(item.title, tuple(item.topics)) for item in window.items)
        )
        for window in roadmap.skill_map
    )


def _links(links: Sequence[str | LinkOut]) -> tuple[catalog.Link, ...]:
    """A link to a roadmap leaves the title empty: it is the roadmap's own."""
    return tuple(
        catalog.Link("", roadmap=link) if isinstance(link, str) else catalog.Link(link.title, link.url or "")
        for link in links
    )


def _retired(entries: Sequence[Retired], space: str) -> tuple[catalog.Retired, ...]:
    return tuple(
        catalog.Retired(
            entry.id, entry.on, entry.why, qualified(entry.replaced_by, space) if entry.replaced_by else ""
        )
        for entry in entries
    )
