"""The mails, a file each. A name is made of the instant at which the mail came, so names sort by it."""

import os
import re
import secrets
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

KEPT = 200
LONGEST = 1 << 20  # bytes of a mail that are read

_NAME = re.compile(r"\d{19}-[0-9a-f]{8}")
_SUFFIX = ".eml"


def keep(mail: bytes) -> None:
    """Put it into the mailbox, whole or not at all, and let go of the oldest ones."""
    folder = Path(settings.MAILBOX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns():019}-{secrets.token_hex(4)}"
    draft = folder / f"{name}.draft"
    draft.touch(mode=0o600)
    draft.write_bytes(mail)
    draft.rename(_path(name))
    for old in names()[KEPT:]:
        _path(old).unlink(missing_ok=True)


def names() -> list[str]:
    """The newest first."""
    found: list[str] = []
    with suppress(FileNotFoundError):  # nothing has come yet
        found = [name.removesuffix(_SUFFIX) for name in os.listdir(settings.MAILBOX_DIR)]  # noqa: PTH208
    return sorted(filter(_NAME.fullmatch, found), reverse=True)


def read(name: str, most: int = LONGEST) -> bytes | None:
    """Return the beginning of a mail; None where there is none of this name."""
    if not _NAME.fullmatch(name):
        return None
    try:
        with _path(name).open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        return None


def came_at(name: str) -> datetime:
    return datetime.fromtimestamp(int(name.partition("-")[0]) / 1e9, UTC)


def _path(name: str) -> Path:
    return Path(settings.MAILBOX_DIR, name + _SUFFIX)
