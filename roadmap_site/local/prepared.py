"""Whether anything has changed since the database and the static files were last made ready."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from roadmap_site.local.places import PROJECT, VAR, place_of

FOLDERS = ("content", "static", "curriculum", "progress", "roadmap_site")
IGNORED = {"__pycache__"}


def fingerprint() -> str:
    """Of every file that decides what is prepared, and of what has been prepared from them."""
    parts = [_stamp(path) for folder in FOLDERS for path in _files(PROJECT / folder)]
    made = (PROJECT / "requirements.txt", VAR / "static" / "staticfiles.json", place_of().data / "PG_VERSION")
    return hashlib.sha256(os.fsencode("\n".join([*parts, *map(_stamp, made)]))).hexdigest()


def is_prepared() -> bool:
    try:
        return _note().read_text() == fingerprint()
    except FileNotFoundError:
        return False


def note_prepared() -> None:
    _note().write_text(fingerprint())


def _note() -> Path:
    return place_of().root / "prepared"


def _files(folder: Path) -> Iterator[Path]:
    for inside, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - IGNORED)
        yield from (Path(inside, file) for file in sorted(files))


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:  # it isn't there, or is a circle of links
        return f"{path} -"
    return f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ino}"
