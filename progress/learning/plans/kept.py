"""What there was before a press, as a word that a page keeps: signed, so that just that comes back."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing

WHILE = timedelta(hours=1)  # pages offer it for ten seconds, those without scripts until the next one


def word_for(whose: str, told: Any, at: datetime) -> str:
    return signing.dumps([at.isoformat(), told], salt=_salt(whose))


def told_by(word: str, whose: str, at: datetime) -> Any:
    """Return None for what is no such word, said for another, or too old."""
    try:
        said_at, told = signing.loads(word, salt=_salt(whose))
    except signing.BadSignature:
        return None
    return told if datetime.fromisoformat(said_at) > at - WHILE else None


def _salt(whose: str) -> str:
    return f"progress.learning.plans:{whose}"
