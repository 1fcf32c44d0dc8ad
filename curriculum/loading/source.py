"""Telling unchanged files without reading their meaning."""

import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

CURRICULUM = Path(__file__).resolve().parent.parent
RENDERING = (
    "catalog.py",
    "shown.py",
    "content/**/*.py",
    "loading/**/*.py",
    "models/**/*.py",
    "search/**/*.py",
)
LIBRARIES = ("markdown", "nh3", "pydantic", "pyyaml")


@dataclass(frozen=True, slots=True)
class Source:
    """What a catalogue was made of: its files, and the code that made it of them."""

    digest: str = ""
    renderer: str = ""
    commit: str = ""


GIT = shutil.which("git")
UNKNOWN = Source()  # of a catalogue that was made by hand


def source_of(folder: Path) -> Source:
    return Source(_digest_of_files(folder), renderer())


def _digest_of_files(folder: Path) -> str:
    """Hash the names and bytes of all files below `folder`, generated schemas and hidden files apart."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if place.parts[0] == "schema" or any(part.startswith(".") for part in place.parts):
            continue
        total.update(f"{place.as_posix()}\0{_digest_of(path)}\0".encode(errors="surrogateescape"))
    return total.hexdigest()


def _digest_of(path: Path) -> str:
    """Hash an ordinary file. Of anything else only the kind counts: the reader refuses it."""
    if path.is_symlink() or not path.is_file():
        return "folder" if path.is_dir() else "other"
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unreadable"


def commit_of(folder: Path) -> str:
    """Return the commit that is checked out where the files are, or nothing outside git."""
    if GIT is None:
        return ""
    asked = [GIT, "-C", str(folder), "rev-parse", "HEAD"]
    answer = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=False)  # noqa: S603
    return answer.stdout.strip() if answer.returncode == 0 else ""


@cache
def renderer() -> str:
    """Hash the code and the libraries that a file's meaning and look depend on."""
    total = hashlib.sha256()
    for pattern in RENDERING:
        for path in sorted(CURRICULUM.glob(pattern)):
            total.update(path.read_bytes())
    for library in LIBRARIES:
        total.update(f"{library} {version(library)}".encode())
    return total.hexdigest()
