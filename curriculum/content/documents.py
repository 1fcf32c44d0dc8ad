"""The files under content/: found, read once as bytes, and handed out by name.

Nothing outside the folder is ever opened: links are not followed, and whatever a file names is looked
up among the files that were found.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from curriculum.content.decoding import decode
from curriculum.content.errors import ContentError, Position, closest

MAX_BYTES = 256 * 1024
MAX_FILES = 10_000
OF_FILES = (".yaml", ".md")  # how no folder's name ends
KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
UNREAD = {"schema", "README.md"}  # at the top: made from the models, and written for editors


@dataclass(slots=True)
class Documents:
    """The files by path, relative to the content folder. What nobody takes is stray.

    `refused` are the files and folders of which an error says why they weren't read.
    """

    root: Path
    files: dict[str, bytes] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    errors: list[ContentError] = field(default_factory=list)
    digest: str = ""
    taken: set[str] = field(default_factory=set)

    def name(self, path: str) -> str:
        """Return the path as errors show it, beginning with the content folder's name."""
        name = f"{self.root.name}/{path}" if path else self.root.name
        return name if name.isprintable() else ascii(name)[1:-1]

    def error(self, path: str, message: str, suggestion: str = "") -> None:
        self.errors.append(ContentError.at(Position(self.name(path)), message, suggestion))

    def refuse(self, path: str, message: str, suggestion: str = "") -> None:
        self.refused.add(path)
        self.error(path, message, suggestion)

    def is_refused(self, path: str) -> bool:
        """Tell whether it, or a folder that it would lie in, was refused: nobody knows what it has."""
        parts = path.split("/")
        return any("/".join(parts[:depth]) in self.refused for depth in range(len(parts) + 1))

    def is_missing(self, path: str) -> bool:
        return path not in self.files and not self.is_refused(path)

    def take(self, path: str) -> bytes | None:
        """Return a file's bytes, and remember that it is needed."""
        self.taken.add(path)
        return self.files.get(path)

    def take_within(self, path: str) -> None:
        """Remember that whatever is under a folder may be needed."""
        self.taken.update(self.within(path))

    def text(self, path: str) -> str | None:
        """Return a text file's content, or None with the reason among the errors if it is none."""
        content = self.take(path)
        if content is None:
            return None
        text, error = decode(self.name(path), content)
        if error:
            self.errors.append(error)
        return text

    def folders(self, path: str) -> list[str]:
        """Return the names of the folders in a folder, and of what was refused there."""
        prefix = f"{path}/"
        found = {name for name in self.files if "/" in name.removeprefix(prefix)} | self.refused
        return sorted({name.removeprefix(prefix).split("/")[0] for name in found if name.startswith(prefix)})

    def within(self, path: str) -> list[str]:
        """Return the paths of the files under a folder."""
        return [name for name in self.files if name.startswith(f"{path}/")]


def read_documents(content_dir: Path) -> Documents:
    """Read all files. What can't be read is among the errors, and missing from the files."""
    documents = Documents(Path(os.path.realpath(content_dir)))  # resolve() raises at a circle of links
    summary = hashlib.sha256()
    for path, info in _walk(documents):
        if not _is_ordinary(documents, path, info):
            summary.update(
                f"{path}\0not read\0{info.st_mode}\0{info.st_size}\0".encode(errors="surrogateescape")
            )
            continue
        content = _read(documents, path)
        if content is None:
            continue
        if len(content) > MAX_BYTES:
            documents.refuse(path, f"the file is larger than {MAX_BYTES // 1024} KiB", "split it")
        else:
            documents.files[path] = content
        _add(summary, path, content)
    documents.digest = summary.hexdigest()
    return documents


def source_digest(content_dir: Path) -> str:
    """Return a hash of all names and bytes, without parsing anything."""
    return read_documents(content_dir).digest


def _add(summary: "hashlib._Hash", path: str, content: bytes) -> None:
    summary.update(f"{path}\0{len(content)}\0".encode(errors="surrogateescape"))
    summary.update(content)


def _walk(documents: Documents) -> Iterator[tuple[str, os.stat_result]]:
    """Yield everything but folders, in order. Hidden files and editors' backups are passed over."""
    waiting = [""]
    count = 0
    while waiting:
        folder = waiting.pop()
        for entry in _entries(documents, folder):
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith(".") or entry.name.endswith("~") or path in UNREAD:
                continue
            if entry.is_dir(follow_symlinks=False) and not path.endswith(OF_FILES):
                waiting.append(path)
                continue
            info = _info(documents, path, entry)
            if info is None:
                continue
            count += 1
            if count > MAX_FILES:
                documents.error(path, f"more than {MAX_FILES:,} files", "is this the right folder?")
                documents.refused.add("")
                return
            yield path, info


def _info(documents: Documents, path: str, entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # an editor put another in its place
        return None
    except OSError as error:
        documents.refuse(
            path, f"the file can't be read: {error.strerror}", "look at the folder's permissions"
        )
        return None


def _entries(documents: Documents, folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(documents.root / folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        advice = "look at its permissions" if folder else "give the folder that has roadmaps/ in it"
        documents.refuse(folder, f"the folder can't be read: {error.strerror}", advice)
        return []


def _is_ordinary(documents: Documents, path: str, info: os.stat_result) -> bool:
    if stat.S_ISLNK(info.st_mode):
        documents.refuse(path, "a symbolic link", "put the file itself here")
    elif not stat.S_ISREG(info.st_mode):
        kind = KINDS.get(stat.S_IFMT(info.st_mode), "something else")
        documents.refuse(path, f"{kind}, not an ordinary file", "take it away")
    elif not path.isprintable():
        documents.refuse(path, "the file's name can't be shown", "use plain letters")
    return path not in documents.refused


def _read(documents: Documents, path: str) -> bytes | None:
    """Read a little more than is allowed at most, so that a file that is too large is noticed."""
    try:
        descriptor = os.open(documents.root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        documents.refuse(path, f"the file can't be read: {error.strerror}", "look at its permissions")
        return None


def report_strays(documents: Documents) -> None:
    """Report the files that nothing refers to."""
    wanted = documents.taken - documents.files.keys()
    for path in sorted(documents.files.keys() - documents.taken):
        meant = _nearest(path, wanted)
        suggestion = f"did you mean `{meant}`?" if meant else "take it away, or refer to it"
        documents.error(path, "nothing refers to this file", suggestion)


def _nearest(path: str, wanted: Iterable[str]) -> str:
    """Return the missing file of the same kind whose name is nearest, or an empty string."""
    folder, stem, kind = _parts(path)
    own_folder_last = sorted(wanted, key=lambda other: _parts(other)[0] == folder)
    by_stem = {_parts(other)[1]: other for other in own_folder_last if _parts(other)[2] == kind}
    return by_stem.get(closest(stem, by_stem), "")


def _parts(path: str) -> tuple[str, str, str]:
    """Return a file's folder, its name, and what that ends with."""
    folder, _, name = path.rpartition("/")
    stem, _, kind = name.rpartition(".")
    return folder, stem, "yaml" if kind == "yml" else kind
