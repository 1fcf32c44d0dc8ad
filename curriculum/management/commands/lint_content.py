"""Check the content files and show every mistake in them."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from curriculum.content.errors import ContentError
from curriculum.content.reading import Reading, read_catalog


class Command(BaseCommand):
    help = (
        "Check the content files: every mistake with its file, line and column. Needs no database. "
        "Exit codes: 0 there is no mistake, 1 there are some."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=Path(settings.CONTENT_DIR), metavar="PATH")
        parser.add_argument("--format", choices=FORMATS, default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(os.path.realpath(options["path"]))
        reading = read_catalog(folder, at=timezone.now())
        shown = _from_here(folder, options["path"])
        errors = [_renamed(error, folder.name, shown) for error in reading.errors]
        for line in FORMATS[options["format"]](errors, reading):
            self.stdout.write(line)
        if errors:
            raise SystemExit(1)


def _from_here(folder: Path, given: Path) -> Path:
    """Return the folder as seen from the working directory, or as it was given if it is elsewhere."""
    seen = Path(os.path.relpath(folder))
    return given if seen.parts[:1] == ("..",) else seen


def _renamed(error: ContentError, name: str, shown: Path) -> ContentError:
    """Name the file so that terminals and editors can open it."""
    file = (shown / error.file.removeprefix(name).removeprefix("/")).as_posix()
    return ContentError(file, error.line, error.column, error.message, error.suggestion)


def _text(errors: list[ContentError], reading: Reading) -> Iterable[str]:
    for error in errors:
        yield f"{error.file}:{error.line}:{error.column}: {error.message}"
        if error.suggestion:
            yield f"    {error.suggestion}"
    yield _summary(errors, reading)


def _github(errors: list[ContentError], reading: Reading) -> Iterable[str]:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    for error in errors:
        text = f"{error.message} ({error.suggestion})" if error.suggestion else error.message
        place = f"file={_property(error.file)},line={error.line},col={error.column}"
        yield f"::error {place}::{_escaped(text)}"
    yield _summary(errors, reading)


def _json(errors: list[ContentError], reading: Reading) -> Iterable[str]:
    keys = ("file", "line", "column", "message", "suggestion")
    yield json.dumps(
        {"errors": [{key: getattr(error, key) for key in keys} for error in errors]},
        indent=2,
        ensure_ascii=False,
    )


FORMATS = {"text": _text, "github": _github, "json": _json}


def _summary(errors: list[ContentError], reading: Reading) -> str:
    if errors:
        files = len({error.file for error in errors})
        return f"{_count(len(errors), 'mistake')} in {_count(files, 'file')}."
    roadmaps = reading.catalog.roadmaps if reading.catalog else ()
    phases = sum(len(roadmap.phases) for roadmap in roadmaps)
    return f"No mistakes: {_count(len(roadmaps), 'roadmap')}, {_count(phases, 'phase')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
