"""The settings of local mode: the embedded database, loopback only."""

import contextlib
import secrets
from pathlib import Path
from typing import Any

from roadmap_site.local.places import VAR, place_of

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


def database() -> dict[str, Any]:
    return {
        "ENGINE": "roadmap_site.local.database",
        "NAME": "cairn",
        "USER": "cairn",
        "HOST": str(place_of().sockets),
    }


def secret_key(file: Path = VAR / "secret_key") -> str:
    """Made once, so that sessions survive a restart."""
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        draft = file.with_name(f"secret_key.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # the first of several processes wins
            file.hardlink_to(draft)
        draft.unlink()
    return file.read_text()
