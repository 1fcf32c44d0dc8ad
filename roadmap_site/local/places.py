"""Where the embedded PostgreSQL of one checkout keeps its things, and as whom it runs.

The standard library only: the keeper and the supervisor start with nothing else.
"""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
VAR = PROJECT / "var"
PORT = 8000  # where nothing else is said

# Of sun_path: 108 bytes on Linux, 104 on macOS, with the final NUL.
LONGEST_SOCKET = 103
SOCKET = ".s.PGSQL.5432"

# The users that systemd makes up for a service while it runs: on no list, so owning nothing else.
UNLISTED = range(61184, 65520)


class LocalError(Exception):
    """What keeps local mode from working, in one line for the person who started it."""


@dataclass(frozen=True)
class Place:
    """`uid` is the server's when we are root, and None when it runs as ourselves."""

    root: Path
    sockets: Path
    uid: int | None

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.root / "postgres.log"

    def lock(self, name: str) -> Path:
        return self.root / f"{name}.lock"


def place_of(project: Path = PROJECT) -> Place:
    """As root nothing is kept in the checkout, which may lie where the server's user cannot enter."""
    name = hashlib.sha256(os.fsencode(project)).hexdigest()[:12]
    if os.geteuid() == 0:
        root = Path("/var/lib/cairn") / name
        return Place(root, root / "run", _server_uid(root / "data", name))
    root = project / "var" / "postgres"
    sockets = root / "run"
    if len(os.fsencode(sockets / SOCKET)) > LONGEST_SOCKET:
        sockets = Path(f"/tmp/cairn-{os.geteuid()}-{name}")  # noqa: S108 - secured by make_private
    return Place(root, sockets, None)


def note_port(port: int, file: Path = VAR / "port") -> None:
    """Remember where this copy serves: commands write links that lead there."""
    file.write_text(f"{port}\n")


def noted_port(file: Path = VAR / "port") -> int:
    """Return where it serves, or did last."""
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return PORT


def _server_uid(data: Path, name: str) -> int:
    """The owner of the cluster; for a new one, a user that nobody else is."""
    if data.exists():
        return data.stat().st_uid
    start = int(name, 16) % len(UNLISTED)
    return next(uid for uid in chain(UNLISTED[start:], UNLISTED) if not _listed(uid))


def _listed(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def make_open(folder: Path) -> None:
    """Make a folder, and the missing ones above it, that everybody may enter, whatever the umask."""
    if not folder.exists():
        make_open(folder.parent)
        folder.mkdir()
        folder.chmod(0o755)


def make_private(folder: Path, uid: int | None) -> None:
    """Make a folder that only its owner enters; refuse one that is somebody else's."""
    owner = os.geteuid() if uid is None else uid
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, -1)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise LocalError(f"{folder} is not a private folder of user {owner}; remove it.") from None


def server_status(place: Place) -> str:
    """What the server says of itself in the last line of its lock file: "starting", "ready", "stopping"."""
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return ""
    return lines[7].strip() if len(lines) > 7 else ""
