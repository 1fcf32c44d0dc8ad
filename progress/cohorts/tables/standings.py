"""Where the learners of a cohort stand, read from what is kept: `cohorts_keep` first makes anew what is old.

The definition stays that of progress.learning (decision 0081).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from django.db import connection

from progress.cohorts.tables.outline import Outline

LETTERS = {"d": "done", "c": "carried", "l": "learning", "s": "skipped", ".": "todo"}


class KeptPhase(NamedTuple):
    """Units of one person; those `skipped` are not among the `required`.

    `days` is the median of days for which topics that are done now were in learning; None if none was.
    """

    required: int
    settled: int
    skipped: int
    complete: bool
    days: int | None


NO_PHASE = KeptPhase(0, 0, 0, False, None)


class Kept(NamedTuple):
    """One person's in one roadmap. `states` has a letter for each topic of its line's `by_pk`.

    `since` has the days since which topics are in learning.
    """

    states: str
    since: Mapping[int, date]
    phases: Mapping[int, KeptPhase]
    required: int
    settled: int
    complete: bool


NOTHING = Kept("", {}, {}, 0, 0, False)


def keep(learners: Collection[int], roadmaps: Collection[int]) -> int:
    """Make anew what is older than a learner's newest activity or the newest release; return of how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cohorts_keep(%s, %s)", [sorted(learners), list(roadmaps)])
        (made,) = cursor.fetchone()
    return int(made)


def standings(learners: Sequence[int], outline: Outline) -> dict[int, dict[int, Kept]]:
    """Return each learner's by roadmap, as of now, by two statements."""
    keep(learners, outline.roadmaps)
    found: dict[int, dict[int, Kept]] = {learner: {} for learner in learners}
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, [outline.roadmaps, list(learners)])
        for learner, roadmap, states, since, phases, *whole in cursor.fetchall():
            found[learner][roadmap] = Kept(states, _since(since), _phases(phases), *whole)
    return found


_STANDINGS = """
SELECT learner_id, roadmap_id, states, since::text, phases::text, required, settled, complete
FROM cohorts_keptstanding
WHERE roadmap_id = ANY (%s) AND learner_id = ANY (%s)
"""


def _since(text: str) -> dict[int, date]:
    if text == "{}":
        return {}
    return {int(topic): date.fromisoformat(day) for topic, day in json.loads(text).items()}


def _phases(text: str) -> dict[int, KeptPhase]:
    told = json.loads(text)
    return dict(zip(map(int, told), map(_KEPT_PHASE, told.values()), strict=True))


# As KeptPhase._make does it, without a call in Python for each of many thousands
_KEPT_PHASE = partial(tuple.__new__, KeptPhase)
