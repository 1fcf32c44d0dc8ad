"""The settings of local mode: the embedded database, loopback only."""

import contextlib
import secrets
from pathlib import Path
from typing import Any

from roadmap_site.local.places import VAR, LocalError, place_of

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


def refuse_other_networks(host: str) -> None:
    """Raise LocalError: the demo people's password is known to everybody."""
    if host not in (*LOOPBACK, "::1", ""):
        raise LocalError(
            f"Local mode serves 127.0.0.1 only, not {host}: name a database in DATABASE_URL for more."
        )


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
