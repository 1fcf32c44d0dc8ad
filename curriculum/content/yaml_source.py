"""YAML to plain data, with the place of every key and value.

It reads parser events and builds the data itself, because the ready-made constructors hang on nested
merge keys, crash on deep nesting, let duplicate keys pass, and raise on odd dates and numbers. The
YAML understood here is small: mappings, lists, text, whole numbers, true and false.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from curriculum.content.decoding import UNSEEN, name_of
from curriculum.content.errors import ContentError, Position, shown
from curriculum.content.yaml_mistakes import ODD_SPACE, odd_space, syntax_error

MAX_DEPTH = 20
MAX_VALUES = 50_000
MAX_ERRORS = 100
MAX_DIGITS = 18

LOADER = getattr(yaml, "CLoader", yaml.Loader)  # libyaml's events come thirty times as fast
WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
NULLS = {"", "~", "null", "Null", "NULL"}
EMPTY, FILL = "the file is empty", "write something, or take it away"
BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
UNWANTED = re.compile(rf"[\r{UNSEEN}]")

Key = str | int
Path = tuple[Key, ...]


@dataclass(slots=True)
class Place:
    """Where a value begins, where its key does, and the places of what is inside it.

    `lost` are the keys whose values aren't taken as they stand there.
    """

    line: int
    column: int
    key_line: int = 0
    key_column: int = 0
    inside: dict[Key, "Place"] = field(default_factory=dict)
    lost: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """A file's plain data and the places of its parts; `repeated` has what stood under keys a second time."""

    file: str
    data: Any
    place: Place
    repeated: tuple[tuple[str, Any], ...] = ()

    def position(self, *path: Key) -> Position:
        """Return where the value at `path` begins; parts of the path that aren't there are passed over."""
        place = self._find(path)
        return Position(self.file, place.line, place.column)

    def key_position(self, *path: Key) -> Position:
        """Return where the key of the value at `path` begins."""
        place = self._find(path)
        return Position(self.file, place.key_line or place.line, place.key_column or place.column)

    def lost(self, *path: Key) -> bool:
        return bool(path) and path[-1] in self._find(path[:-1]).lost

    def _find(self, path: Path) -> Place:
        place = self.place
        for part in path:
            place = place.inside.get(part, place)
        return place


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read; `key` is the mapping's key that waits for its value."""

    data: Any
    place: Place
    key: Any = None  # a scalar event

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.data, dict) and self.key is None


class _Stop(Exception):
    """Nothing sensible can be read after this."""


def parse(file: str, text: str) -> tuple[Source | None, list[ContentError]]:
    """Read one YAML document. The source is None when the text can't be read to its end."""
    reader = _Reader(file)
    try:
        source = reader.read(text)
    except _Stop:
        source = None
    except yaml.YAMLError as error:
        reader.errors.append(syntax_error(file, text, error))
        source = None
    return source, reader.errors


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[ContentError] = []
        self.open: list[_Open] = []
        self.root: _Open | None = None
        self.values = 0
        self.repeated: list[tuple[str, Any]] = []

    def read(self, text: str) -> Source:
        self._refuse_directives(text)
        documents = 0
        for event in yaml.parse(text, Loader=LOADER):
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent():
                    self._start(event, {})
                case yaml.SequenceStartEvent():
                    self._start(event, [])
                case yaml.CollectionEndEvent():
                    self.open.pop()
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        self._stop(event, "a second document begins here", "keep one document a file")
        if self.root is None:
            raise self._stopped(Position(self.file), EMPTY, FILL)
        return Source(self.file, self.root.data, self.root.place, tuple(self.repeated))

    def _refuse_directives(self, text: str) -> None:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.startswith("%"):
                where = Position(self.file, number)
                raise self._stopped(where, f"a YAML directive, {shown(line)}", "take the line out")

    def _scalar(self, event: Any) -> None:
        self._check_properties(event)
        if self.open and self.open[-1].awaits_key:
            self._key(event)
        else:
            self._add(event, self._value(event))

    def _alias(self, event: Any) -> None:
        what = f"an alias, {shown(f'*{event.anchor}')}"
        if self.open and self.open[-1].awaits_key:
            self._stop(event, f"{what}, isn't allowed", "write the key out")
        self._refuse(event, what, "write the value out again")
        self._add(event, None)

    def _key(self, event: Any) -> None:
        frame = self.open[-1]
        if _is_plain(event) and event.value == "<<":
            self._refuse(event, "a merge key, `<<`", "write the keys out")
        elif not event.value:
            self._error(event, "a key is empty", "write a name before the colon")
        elif match := UNWANTED.search(event.value):
            self._error(event, f"{name_of(match[0])} in a key", "take it out")
        elif match := ODD_SPACE.search(event.value):
            self._error(event, *odd_space(match[0]))
        elif event.value in frame.data:
            first = frame.place.inside[event.value].key_line
            self._error(
                event,
                f"the key {shown(event.value)} is here twice",
                f"it is on line {first} already; keep one",
            )
        frame.key = event

    def _start(self, event: Any, data: Any) -> None:
        self._check_properties(event)
        if self.open and self.open[-1].awaits_key:
            self._stop(event, "a key must be a word, not a list or a mapping", "put the key into quotes")
        if len(self.open) == MAX_DEPTH:
            self._stop(event, f"nested more than {MAX_DEPTH} levels deep", "the format needs six at most")
        self.open.append(_Open(data, self._add(event, data)))

    def _add(self, event: Any, value: Any) -> Place:
        """Put a value where it belongs and return its place."""
        self.values += 1
        if self.values > MAX_VALUES:
            self._stop(event, f"more than {MAX_VALUES:,} values in one file", "split the file")
        place = Place(event.start_mark.line + 1, event.start_mark.column + 1)
        if not self.open:
            self.root = _Open(value, place)
        elif isinstance(frame_data := self.open[-1].data, list):
            self.open[-1].place.inside[len(frame_data)] = place
            frame_data.append(value)
        else:
            self._add_to_mapping(self.open[-1], place, value)
        return place

    def _add_to_mapping(self, frame: _Open, place: Place, value: Any) -> None:
        key, frame.key = frame.key, None
        place.key_line, place.key_column = key.start_mark.line + 1, key.start_mark.column + 1
        if key.value not in frame.data:  # a key that is there twice keeps its first value
            frame.data[key.value] = value
            frame.place.inside[key.value] = place
        else:
            frame.place.lost |= {key.value}
            self.repeated.append((key.value, value))

    def _value(self, event: Any) -> str | int | bool | None:
        text: str = event.value
        if match := UNWANTED.search(text):
            self._error(event, f"{name_of(match[0])} in the text", "take it out")
            return text
        if not _is_plain(event):
            return text
        if text in BOOLEANS:
            return BOOLEANS[text]
        if WHOLE_NUMBER.fullmatch(text):
            return self._number(event, text)
        if (not text or text in NULLS) and not self.open:
            self._stop(event, EMPTY, FILL)
        if not text or text in NULLS:
            self._error(event, "a value is missing here", "write one, or take the key out")
            return None
        return text

    def _number(self, event: Any, text: str) -> int | None:
        if len(text) <= MAX_DIGITS:
            return int(text)
        self._error(
            event, f"the number {shown(text, 24)} has {len(text)} digits", f"{MAX_DIGITS} are the most"
        )
        return None

    def _check_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(
                event, f"an anchor, {shown(f'&{event.anchor}')}", "write the value where it is needed"
            )
        if event.tag is not None:
            self._refuse(event, f"a tag, {shown(event.tag)}", "leave the tag out")

    def _refuse(self, event: Any, what: str, suggestion: str) -> None:
        self._error(event, f"{what}, isn't allowed", suggestion)

    def _error(self, event: Any, message: str, suggestion: str = "") -> None:
        where = Position(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        if len(self.errors) >= MAX_ERRORS:
            raise self._stopped(where, f"more than {MAX_ERRORS} mistakes in this file", "mend those first")
        if not self.errors or self.errors[-1].position != where:  # a tag without a value is one mistake
            self.errors.append(ContentError.at(where, message, suggestion))

    def _stop(self, event: Any, message: str, suggestion: str = "") -> None:
        where = Position(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        raise self._stopped(where, message, suggestion)

    def _stopped(self, where: Position, message: str, suggestion: str = "") -> _Stop:
        self.errors.append(ContentError.at(where, message, suggestion))
        return _Stop()


def _is_plain(event: Any) -> bool:
    return not event.style
