"""All files of the content in their right places, each with the right shape."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from curriculum.content.documents import Documents
from curriculum.content.errors import ContentError, Position, did_you_mean, shown
from curriculum.content.explain import Sheet, read_sheet
from curriculum.content.fields import ID, ID_PATTERN, as_id
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
    """A roadmap's folder. If it is `whole`, all its YAML could be read, and what isn't there is missing.

    Phases whose files are in the folder but not in the roadmap's list are `unlisted`.
    """

    id: str
    path: str
    sheet: Sheet[RoadmapFile] | None = None
    phases: dict[str, Sheet[PhaseFile]] = field(default_factory=dict)  # in the roadmap's order
    unlisted: dict[str, Sheet[PhaseFile]] = field(default_factory=dict)
    prose: dict[str, Prose] = field(default_factory=dict)  # by path in the roadmap's folder
    whole: bool = True

    def file_of(self, phase: str) -> str:
        return f"{self.path}/phases/{phase}.yaml"


@dataclass(slots=True)
class Shelf:
    """The library and the roadmaps; what could not be read is None, and said among the errors.

    If it is `whole`, every roadmap is among them, even if its files could not be read.
    """

    concepts: Sheet[ConceptsFile] | None
    resources: Sheet[ResourcesFile] | None
    retired: Sheet[RetiredFile] | None
    roadmaps: list[RoadmapShelf] = field(default_factory=list)
    whole: bool = True


def fill_shelf(documents: Documents) -> Shelf:
    shelf = Shelf(
        concepts=_read(documents, "concepts.yaml", ConceptsFile, empty={}),
        resources=_read(documents, "resources.yaml", ResourcesFile, empty={}),
        retired=_read(documents, "retired.yaml", RetiredFile, empty=[]),
        whole=not documents.is_refused("roadmaps"),
    )
    folders = documents.folders("roadmaps")
    if not folders and shelf.whole:
        advice = "add a folder with a roadmap.yaml, or give another content folder"
        documents.error("roadmaps", "there is no roadmap here", advice)
    shelf.roadmaps = [_read_roadmap(documents, folder) for folder in folders]
    return shelf


def _read(
    documents: Documents,
    path: str,
    model: type[Model],
    *,
    empty: object = None,
    fill: Mapping[str, object] | None = None,
) -> Sheet[Model] | None:
    """Read a YAML file; `empty` stands for one that may be missing, `fill` for wrong values at its top."""
    if documents.is_missing(path) and empty is not None:
        documents.take(path)
        return Sheet.of(model, documents.name(path), empty)
    text = documents.text(path)
    if text is None:
        return None
    source, errors = parse(documents.name(path), text)
    sheet = None
    if source is not None:
        sheet, more = read_sheet(model, source, fill)
        known = {error.position for error in errors}
        errors += [error for error in more if error.position not in known]
    documents.errors += errors
    return sheet


def _read_roadmap(documents: Documents, folder: str) -> RoadmapShelf:
    shelf = RoadmapShelf(folder, f"roadmaps/{folder}")
    path = f"{shelf.path}/roadmap.yaml"
    if documents.is_missing(path):
        yml = f"{shelf.path}/roadmap.yml" in documents.files
        advice = "rename roadmap.yml" if yml else "add one, or take the folder away"
        documents.error(path, "the folder has no roadmap.yaml", advice)
    shelf.sheet = _read(documents, path, RoadmapFile, fill=_of_folder(documents, shelf))
    if shelf.sheet is None:
        shelf.whole = False
        _read_all_phases(documents, shelf)
        return shelf
    _check_name(documents, shelf.sheet, folder, "folder")
    _read_listed_phases(documents, shelf, shelf.sheet)
    _read_prose(documents, shelf, "summary.md")
    for number, layer in enumerate(shelf.sheet.model.layers):
        if layer.prose and not _read_prose(documents, shelf, layer.prose):
            where = shelf.sheet.at("layers", number, "prose")
            _add(documents, where, f"the file {shown(layer.prose)} isn't there", "add it to the folder")
    _take_lost_prose(documents, shelf, shelf.sheet)
    return shelf


def _of_folder(documents: Documents, shelf: RoadmapShelf) -> dict[str, object]:
    """Return what the folder says of a roadmap whose file can't be believed."""
    phases = sorted(_phases_in_folder(documents, shelf))
    return {"id": as_id(shelf.id) or "roadmap"} | ({"phases": phases} if phases else {})


def _take_lost_prose(documents: Documents, shelf: RoadmapShelf, sheet: Sheet[RoadmapFile]) -> None:
    """Take what the layers may have named, and the pictures that it may show."""
    layers = range(len(sheet.model.layers))
    begun = sheet.lost("phases") and not layers
    if begun or sheet.lost("layers") or any(sheet.lost("layers", number, "prose") for number in layers):
        files = set(documents.within(shelf.path)) - set(documents.within(f"{shelf.path}/phases"))
        documents.taken |= {path for path in files if path.endswith(".md")}
        documents.take_within(f"{shelf.path}/assets")


def _read_listed_phases(documents: Documents, shelf: RoadmapShelf, sheet: Sheet[RoadmapFile]) -> None:
    listed = sheet.model.phases
    unlisted = sorted(_phases_in_folder(documents, shelf) - set(listed))
    seen: set[str] = set()
    for number, phase in enumerate(listed):
        where = sheet.at("phases", number)
        if phase in seen:
            _add(documents, where, f"the phase {shown(phase)} is listed twice", "keep one")
            continue
        seen.add(phase)
        if documents.is_missing(shelf.file_of(phase)):
            suggestion = did_you_mean(phase, unlisted) or f"add phases/{phase}.yaml, or unlist it"
            _add(documents, where, f"the phase {shown(phase)} has no file", suggestion)
        _read_phase(documents, shelf, phase)
    for phase in unlisted:
        if sheet.lost("phases"):
            _read_phase(documents, shelf, phase)
        else:
            _read_unlisted_phase(documents, shelf, phase, sheet.at("phases"))


def _read_phase(documents: Documents, shelf: RoadmapShelf, phase: str) -> None:
    if sheet := _read(documents, shelf.file_of(phase), PhaseFile, fill={"id": phase}):
        _check_name(documents, sheet, phase, "file")
        shelf.phases[phase] = sheet
    else:
        shelf.whole = False
    _read_prose(documents, shelf, f"phases/{phase}.md")


def _read_unlisted_phase(documents: Documents, shelf: RoadmapShelf, phase: str, listed: Position) -> None:
    """Report a phase that the list lacks. What it says is kept apart: it may be a leftover."""
    suggestion = f"add `{phase}` to `phases` at {listed.file}:{listed.line}, or take the file away"
    documents.error(shelf.file_of(phase), f"the phase {shown(phase)} isn't listed", suggestion)
    if sheet := _read(documents, shelf.file_of(phase), PhaseFile, fill={"id": phase}):
        shelf.unlisted[phase] = sheet
    else:
        shelf.whole = False
    _read_prose(documents, shelf, f"phases/{phase}.md")


def _read_all_phases(documents: Documents, shelf: RoadmapShelf) -> None:
    """Look at everything in the folder of a roadmap whose order can't be read."""
    documents.take_within(shelf.path)
    for phase in sorted(_phases_in_folder(documents, shelf)):
        _read_phase(documents, shelf, phase)


def _phases_in_folder(documents: Documents, shelf: RoadmapShelf) -> set[str]:
    inside = re.compile(re.escape(f"{shelf.path}/phases/") + f"({ID})[.]yaml")
    return {match[1] for path in documents.files if (match := inside.fullmatch(path))}


def _read_prose(documents: Documents, shelf: RoadmapShelf, name: str) -> bool:
    """Read a Markdown file of the roadmap's, if it is there."""
    path = f"{shelf.path}/{name}"
    text = documents.text(path)
    if text is not None:
        shelf.prose[name] = Prose(documents.name(path), text)
    elif not documents.is_missing(path):
        documents.take_within(f"{shelf.path}/assets")  # nobody knows which pictures it shows
    return not documents.is_missing(path)


def _check_name(
    documents: Documents, sheet: Sheet[RoadmapFile] | Sheet[PhaseFile], name: str, what: str
) -> None:
    if sheet.model.id == name or sheet.lost("id"):
        return
    message = f"the id {shown(sheet.model.id)} isn't the {what}'s name, {shown(name)}"
    advice = f"write `id: {name}`, or rename the {what}"
    if not re.fullmatch(ID_PATTERN, name):
        advice = f"rename the {what}"
    documents.errors.append(sheet.error(("id",), message, advice))


def _add(documents: Documents, where: Position, message: str, suggestion: str) -> None:
    documents.errors.append(ContentError.at(where, message, suggestion))
