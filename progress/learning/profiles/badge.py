"""A roadmap's badge for a README: how far its learner is, as a picture that asks as little as it can.

Its one question (migration 0007) finds whose it is, and whether anything has changed since it was drawn.
"""

from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any

from django.db import connection

from curriculum.templatetags.roadmap_words import letter
from progress.learning.profiles.drawing import Sign, draw
from progress.learning.standings import Marks, tallies

KEPT = 2000  # pictures in memory, about 2 KB each; the oldest goes first

_FIND = """
SELECT learner_id, roadmap_id, title, accent, tree_digest, release_digest, marks FROM learning_badge(%s, %s)
"""


@dataclass(frozen=True, slots=True)
class Badge:
    svg: bytes
    etag: str


_drawn: dict[tuple[Any, ...], Badge] = {}
_lock = Lock()


def badge_of(handle: str, roadmap: str) -> Badge | None:
    """Return what `handle` shows of the roadmap with that slug; None if nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [roadmap, handle])
        found = cursor.fetchone()
    if found is None:
        return None
    badge = _drawn.get(found)
    if badge is None:
        badge = _draw(*found[:4])
        _keep(found, badge)
    return badge


def _draw(learner: int, roadmap: int, title: str, accent: str) -> Badge:
    tally = tallies(Marks([learner]), [roadmap])[roadmap]
    complete = tally.complete or tally.completed_on is not None
    svg = draw(Sign(title, letter(title), accent, tally.settled, tally.required, complete)).encode()
    return Badge(svg, f'"{sha256(svg).hexdigest()[:32]}"')


def _keep(key: tuple[Any, ...], badge: Badge) -> None:
    with _lock:
        _drawn[key] = badge
        if len(_drawn) > KEPT:
            del _drawn[next(iter(_drawn))]
