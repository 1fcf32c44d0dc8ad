"""A learner's pace on the roadmaps they follow."""

from collections.abc import Sequence
from datetime import date

from curriculum.models import Roadmap
from progress.learning.pages.prepared_roadmap import PreparedRoadmap, prepared_at
from progress.learning.plans.going import Pace, measured
from progress.learning.plans.schedule import Target
from progress.learning.plans.stored import Stored, read_stored
from progress.learning.plans.units import workload_of
from progress.learning.plans.workload import Measure, Workload
from progress.learning.standings import Look, Marks, look
from roadmap_site.accounts.models import User


def pace_of(learner: User, roadmap: Roadmap, today: date) -> Pace:
    """Return the pace on `roadmap`, live as it is."""
    parts = prepared_at(roadmap.slug)
    assert parts is not None  # noqa: S101 -- it is live
    return paces_of(learner, [parts], look(Marks.of(learner), [roadmap.pk]), today)[roadmap.pk]


def paces_of(learner: User, roadmaps: Sequence[PreparedRoadmap], seen: Look, today: date) -> dict[int, Pace]:
    """Return the pace on each of `roadmaps` by primary key; `seen` has been read of all of them."""
    stored = read_stored(learner, [parts.tree.roadmap.pk for parts in roadmaps], today)
    return {
        parts.tree.roadmap.pk: pace_on(parts, seen, stored[parts.tree.roadmap.pk], today)
        for parts in roadmaps
    }


def pace_on(parts: PreparedRoadmap, seen: Look, stored: Stored, today: date) -> Pace:
    workload = workload_of(parts, seen.standings, seen.tallies[parts.tree.roadmap.pk], stored.known)
    began = min((day for day in (stored.started_on, workload.began) if day), default=None)
    return measured(
        workload,
        target_of(stored, workload),
        today=today,
        began=began,
        rest=stored.rest,
        since=stored.started_on or workload.began,
    )


def target_of(stored: Stored, workload: Workload) -> Target | None:
    if stored.made_on is None:
        return None
    if stored.hours_a_week is None:
        return Target(stored.made_on, by=stored.by, earlier=stored.earlier)
    rate = rate_of(stored.hours_a_week, stored.hours_a_topic, workload)
    return Target(stored.made_on, rate=rate, earlier=stored.earlier)


def rate_of(hours_a_week: float, hours_a_topic: float | None, workload: Workload) -> float:
    """Return what so many hours a week are in the roadmap's measure."""
    if workload.measure == Measure.HOURS:
        return hours_a_week
    return hours_a_week / (hours_a_topic or 1) * workload.mean
