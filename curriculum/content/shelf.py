"""All files of the content in their right places, each with the right shape."""

import re
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from curriculum.content.documents import Documents
from curriculum.content.errors import ContentError, Position, shown
from curriculum.content.explain import Sheet, read_sheet
from curriculum.content.fields import ID_PATTERN
from curriculum.content.schemas import ConceptsFile, PhaseFile, ResourcesFile, RetiredFile, RoadmapFile
from curriculum.content.yaml_source import parse

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown file."""

    file: str
    text: str


@dataclass(slots=True)
class RoadmapShelf:
    """A roadmap's folder. If it is `whole`, all its YAML could be read, and what isn't there is missing."""

    id: str
    path: str
    sheet: Sheet[RoadmapFile] | None = None
    phases: dict[str, Sheet[PhaseFile]] = field(default_factory=dict)  # in the roadmap's order
    prose: dict[str, Prose] = field(default_factory=dict)  # by path in the roadmap's folder
    whole: bool = True


@dataclass(slots=True)
class Shelf:
    """The library and the roadmaps; what could not be read is None, and said among the errors."""

    concepts: Sheet[ConceptsFile] | None
    resources: Sheet[ResourcesFile] | None
    retired: Sheet[RetiredFile] | None
    roadmaps: list[RoadmapShelf] = field(default_factory=list)


def fill_shelf(documents: Documents) -> Shelf:
    shelf = Shelf(
        concepts=_read(documents, "concepts.yaml", ConceptsFile, empty={}),
        resources=_read(documents, "resources.yaml", ResourcesFile, empty={}),
        retired=_read(documents, "retired.yaml", RetiredFile, empty=[]),
    )
    folders = documents.folders("roadmaps")
    if not folders and not documents.errors:
        documents.error("roadmaps", "there is no roadmap here", "add a folder with a roadmap.yaml")
    shelf.roadmaps = [_read_roadmap(documents, folder) for folder in folders]
    return shelf


def _read(documents: Documents, path: str, model: type[Model], empty: object = None) -> Sheet[Model] | None:
    """Read a YAML file; `empty` stands for one that may be missing."""
    if path not in documents.files and empty is not None:
        documents.take(path)
        return Sheet.of(model, documents.name(path), empty)
    text = documents.text(path)
    if text is None:
        return None
    source, errors = parse(documents.name(path), text)
    sheet = None
    if source is not None:
        sheet, more = read_sheet(model, source)
        known = {error.position for error in errors}
        errors += [error for error in more if error.position not in known]
    documents.errors += errors
    return sheet


def _read_roadmap(documents: Documents, folder: str) -> RoadmapShelf:
    shelf = RoadmapShelf(folder, f"roadmaps/{folder}")
    path = f"{shelf.path}/roadmap.yaml"
    if path not in documents.files:
        documents.take(path)
        documents.error(path, "the folder has no roadmap.yaml", "add one, or take the folder away")
    shelf.sheet = _read(documents, path, RoadmapFile)
    if shelf.sheet is None:
        shelf.whole = False
        _read_unlisted_phases(documents, shelf)
        return shelf
    _check_name(documents, shelf.sheet, folder, "folder")
    for number, phase in enumerate(shelf.sheet.model.phases):
        _read_phase(documents, shelf, phase, shelf.sheet.at("phases", number))
    _read_prose(documents, shelf, "summary.md")
    for number, layer in enumerate(shelf.sheet.model.layers):
        if layer.prose and not _read_prose(documents, shelf, layer.prose):
            where = shelf.sheet.at("layers", number, "prose")
            _add(documents, where, f"the file {shown(layer.prose)} isn't there", "add it to the folder")
    return shelf


def _read_phase(documents: Documents, shelf: RoadmapShelf, phase: str, where: Position) -> None:
    path = f"{shelf.path}/phases/{phase}.yaml"
    if phase in shelf.phases:
        _add(documents, where, f"the phase {shown(phase)} is listed twice", "keep one")
        return
    if path not in documents.files:
        documents.take(path)
        _add(
            documents,
            where,
            f"the phase {shown(phase)} has no file",
            f"add phases/{phase}.yaml, or unlist it",
        )
        shelf.whole = False
        return
    if sheet := _read(documents, path, PhaseFile):
        _check_name(documents, sheet, phase, "file")
        shelf.phases[phase] = sheet
    else:
        shelf.whole = False
    _read_prose(documents, shelf, f"phases/{phase}.md")


def _read_unlisted_phases(documents: Documents, shelf: RoadmapShelf) -> None:
    """Look at everything in the folder of a roadmap whose order can't be read."""
    for path in documents.within(shelf.path):
        documents.take(path)
        if match := re.fullmatch(r".*/phases/([^/]+)\.yaml", path):
            _read_phase(documents, shelf, match[1], Position(documents.name(path)))


def _read_prose(documents: Documents, shelf: RoadmapShelf, name: str) -> bool:
    """Read a Markdown file of the roadmap's, if it is there."""
    path = f"{shelf.path}/{name}"
    text = documents.text(path)
    if text is not None:
        shelf.prose[name] = Prose(documents.name(path), text)
    return path in documents.files


def _check_name(
    documents: Documents, sheet: Sheet[RoadmapFile] | Sheet[PhaseFile], name: str, what: str
) -> None:
    if sheet.model.id == name:
        return
    message = f"the id {shown(sheet.model.id)} isn't the {what}'s name, {shown(name)}"
    advice = f"write `id: {name}`, or rename the {what}"
    if not re.fullmatch(ID_PATTERN, name):
        advice = f"rename the {what}"
    documents.errors.append(sheet.error(("id",), message, advice))


def _add(documents: Documents, where: Position, message: str, suggestion: str) -> None:
    documents.errors.append(ContentError.at(where, message, suggestion))
