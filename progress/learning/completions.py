"""100 % once reached: written in the transaction that reaches it, and kept whatever editors add later."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q

from curriculum.models import Release
from progress.learning.models import Completion
from progress.learning.standings import PhaseTally, RoadmapTally
from roadmap_site.accounts.models import User

Place = tuple[int, int | None]  # a roadmap, and its phase or None for the whole


def settle(
    learner: User, tallies: Mapping[int, RoadmapTally], *, at: datetime, day: date
) -> dict[int, RoadmapTally]:
    """Write what is now complete and take away what was so only today; return the tallies saying so.

    The caller holds the learner's lock. A completion of an earlier day is never taken away.
    """
    reached: dict[Place, PhaseTally] = {}
    lost: list[Place] = []
    for place, tally in _places(tallies):
        if tally.complete and tally.completed_on is None:
            reached[place] = tally
        elif tally.completed_on == day and not tally.complete:
            lost.append(place)
    if reached:
        _write(learner, reached, at, day)
    if lost:
        _take_away(learner, lost)
    changes = dict.fromkeys(reached, day) | dict.fromkeys(lost)
    return {roadmap: _told(roadmap, tally, changes) for roadmap, tally in tallies.items()}


def _places(tallies: Mapping[int, RoadmapTally]) -> Iterator[tuple[Place, PhaseTally]]:
    for roadmap, tally in tallies.items():
        yield (roadmap, None), tally
        for phase, of_phase in tally.phases.items():
            yield (roadmap, phase), of_phase


def _write(learner: User, reached: Mapping[Place, PhaseTally], at: datetime, day: date) -> None:
    release = Release.objects.latest("pk")
    Completion.objects.bulk_create(
        Completion(
            learner=learner,
            roadmap_id=roadmap,
            phase_id=phase,
            release=release,
            at=at,
            day=day,
            done=tally.done,
            skipped=tally.skipped,
            carried=tally.carried,
        )
        for (roadmap, phase), tally in reached.items()
    )


def _take_away(learner: User, lost: list[Place]) -> None:
    places = Q()
    for roadmap, phase in lost:
        places |= Q(roadmap=roadmap, phase=phase)
    Completion.objects.filter(places, learner=learner).delete()


def _told(roadmap: int, tally: RoadmapTally, changes: Mapping[Place, date | None]) -> RoadmapTally:
    """Return the tally as it would be read again."""
    for phase, of_phase in tally.phases.items():
        if (roadmap, phase) in changes:
            tally.phases[phase] = replace(of_phase, completed_on=changes[roadmap, phase])
    return replace(tally, completed_on=changes.get((roadmap, None), tally.completed_on))
