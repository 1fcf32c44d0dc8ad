"""What is well-formed in a file that has mistakes of shape, so that the other rules can look at it.

Only the wrong value goes; a key that must be there is filled with a word that breaks no rule. What has
no id, or would be something else without the value, goes as a whole. What went is remembered, because
nothing may be concluded from its absence.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from curriculum.content import schemas
from curriculum.content.errors import closest
from curriculum.content.fields import as_id
from curriculum.content.shape import fields_at, model_at
from curriculum.content.yaml_source import Key, Path, Place, Source

Model = TypeVar("Model", bound=BaseModel)
Keys = tuple[str, ...]

FILLINGS: Mapping[str, Any] = {
    **dict.fromkeys(("title", "brief", "why", "note", "when"), "-"),
    "kind": "docs",
    "on": "2000-01-01",
    "choose": 1,
    "items": [],
}
VITAL: Mapping[type[BaseModel], set[str]] = {
    schemas.ResourceInPlace: {"kind", "title", "url"}
}  # without them it would be another one


@dataclass(frozen=True, slots=True)
class Dropped:
    """A value that was taken out, and the keys that lead to it, such as `topics`, `from`.

    A key that nobody knows counts as the one that was probably meant, or is empty if none is near.
    """

    keys: Keys
    value: Any
    item: bool = False  # of the list that the keys lead to


@dataclass(slots=True)
class Salvage(Generic[Model]):
    """Takes out what is wrong. `fill` has values for keys that the file, at its top, must have."""

    model: type[Model]
    source: Source
    fill: Mapping[str, Any]
    dropped: list[Dropped] = field(default_factory=list)

    def run(self, details: Iterable[ErrorDetails]) -> Model | None:
        """Return what is left, or None if that is nothing. The source loses the same places."""
        while True:
            wrong = {path: meant for path, meant in map(self._wrong, details) if path is not None}
            if () in wrong:
                return None
            for path in sorted(wrong, reverse=True):  # from the end, so that the numbers before it hold
                self._take_out(path, wrong[path])
            try:
                return self.model.model_validate(self.source.data)
            except ValidationError as error:
                details = error.errors(include_url=False)

    def _wrong(self, detail: ErrorDetails) -> tuple[Path | None, Key]:
        """Return the path of what has to go and the key that it stood for; no path if it could be filled."""
        path = untagged(detail["loc"])
        if not path or isinstance(path[-1], int):
            return path, ""
        *tagged, key = detail["loc"]
        model, known = model_at(self.model, tagged), fields_at(self.model, tagged)
        meant = str(key) if key in known else closest(str(key), known)
        if meant in VITAL.get(model, ()) or (key == "id" and len(path) > 1):
            return path[:-1], ""
        if key in known and known[str(key)].is_required():
            return self._fill(path), ""
        return path, meant

    def _fill(self, path: Path) -> Path | None:
        """Put a value that is right in the place of one that must be there, or give the mapping up."""
        *way, key = path
        fillings = FILLINGS if way else {**FILLINGS, **self.fill}
        if key not in fillings:
            return tuple(way)
        data, place = self._at(way)
        if key in data:
            self.dropped.append(Dropped(_keys(path), data[key]))
        data[key] = fillings[str(key)]
        place.inside.pop(key, None)
        place.lost |= {key}
        return None

    def _take_out(self, path: Path, meant: Key) -> None:
        *way, key = path
        data, place = self._at(way)
        place.inside.pop(key, None)
        if isinstance(key, str):
            place.lost |= {meant}
            path = (*way, meant)
        else:
            place.inside = dict(enumerate(inside for _, inside in sorted(place.inside.items())))
            self._note_loss(way)
        self.dropped.append(Dropped(_keys(path), data.pop(key), isinstance(key, int)))

    def _note_loss(self, of_list: list[Key]) -> None:
        if of_list:
            *way, key = of_list
            self._at(way)[1].lost |= {key}

    def _at(self, path: Iterable[Key]) -> tuple[Any, Place]:
        data, place = self.source.data, self.source.place
        for part in path:
            data, place = data[part], place.inside[part]
        return data, place


def untagged(loc: Iterable[Key]) -> Path:
    """Return the path of a mistake in the file: without the unions' tags, which follow an item's number."""
    path: list[Key] = []
    before: Key = ""
    for part in loc:
        if not (isinstance(before, int) and part in schemas.FORMS):
            path.append(part)
        before = part
    return tuple(path)


def _keys(path: Iterable[Key]) -> Keys:
    return tuple(part for part in path if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class LostIds:
    """Ids in what was taken out. If they aren't `all`, there were others, which nobody can read."""

    ids: frozenset[str] = frozenset()
    all: bool = True


def lost_ids(dropped: Iterable[Dropped], places: Collection[Keys]) -> LostIds:
    """Return the ids that were lost with the entries at `places`, or with keys that nobody knows."""
    found: set[str] = set()
    for loss in dropped:
        if loss.keys in places:
            found |= set(_ids(loss.value if loss.item or isinstance(loss.value, list | dict) else None))
        elif loss.keys == ("id",):  # of the file itself, or one that stood there a second time
            found |= set(_ids(loss.value)) - {""}
        elif not loss.keys or not loss.keys[-1]:
            found |= set(_ids_of_mappings(loss.value)) - {""}
    spellings = found | {id.replace("-", "") for id in found}
    return LostIds(frozenset(spellings - {""}), "" not in found)


def _ids(entries: Any) -> Iterator[str]:
    """Yield the ids of an entry or of several; an empty one for each that can't be read."""
    match entries:
        case list():
            for entry in entries:
                yield from _ids(entry)
        case dict():
            yield as_id(entries.get("id"))
            yield from filter(
                None, _ids_of_mappings([value for value in entries.values() if isinstance(value, list)])
            )
        case _:
            yield as_id(entries)


def _ids_of_mappings(value: Any) -> Iterator[str]:
    match value:
        case list():
            for item in value:
                yield from _ids_of_mappings(item)
        case dict():
            if "id" in value:
                yield as_id(value["id"])
            for inner in value.values():
                yield from _ids_of_mappings(inner)
