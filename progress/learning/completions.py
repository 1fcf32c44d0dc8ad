"""100 % once reached: written in the transaction that reaches it, and kept whatever editors add later."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from curriculum.models import Release
from progress.learning.days import day_of
from progress.learning.models import Completion
from progress.learning.standings import PhaseTally, RoadmapTally
from roadmap_site.accounts.models import User

Scope = tuple[int, int | None]  # a roadmap, and a phase of it or None for the whole


def settle(
    learner: User,
    tallies: Mapping[int, RoadmapTally],
    *,
    at: datetime,
    unticked: Collection[tuple[int, int]] = (),
) -> dict[int, RoadmapTally]:
    """Write what is now complete, and return the tallies saying so. The caller holds the learner's lock.

    Where the learner has `unticked` something (a roadmap and its phase), what was completed today and
    is no longer complete goes again; a completion of an earlier day never does.
    """
    day = day_of(learner, at)
    open_again = {scope for roadmap, phase in unticked for scope in ((roadmap, None), (roadmap, phase))}
    reached: dict[Scope, PhaseTally] = {}
    lost: list[Scope] = []
    for scope, tally in _scopes(tallies):
        if tally.complete and tally.completed_on is None:
            reached[scope] = tally
        elif tally.completed_on == day and not tally.complete and scope in open_again:
            lost.append(scope)
    if reached:
        _write(learner, reached, at, day)
    if lost:
        _take_away(learner, lost)
    changes = dict.fromkeys(reached, day) | dict.fromkeys(lost)
    return {roadmap: _told(roadmap, tally, changes) for roadmap, tally in tallies.items()}


def _scopes(tallies: Mapping[int, RoadmapTally]) -> Iterator[tuple[Scope, PhaseTally]]:
    for roadmap, tally in tallies.items():
        yield (roadmap, None), tally
        for phase, of_phase in tally.phases.items():
            yield (roadmap, phase), of_phase


def _write(learner: User, reached: Mapping[Scope, PhaseTally], at: datetime, day: date) -> None:
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


def _take_away(learner: User, lost: list[Scope]) -> None:
    scopes = Q()
    for roadmap, phase in lost:
        scopes |= Q(roadmap=roadmap, phase=phase)
    Completion.objects.filter(scopes, learner=learner).delete()


def _told(roadmap: int, tally: RoadmapTally, changes: Mapping[Scope, date | None]) -> RoadmapTally:
    """Return the tally as it would be read again."""
    for phase, of_phase in tally.phases.items():
        if (roadmap, phase) in changes:
            tally.phases[phase] = replace(of_phase, completed_on=changes[roadmap, phase])
    return replace(tally, completed_on=changes.get((roadmap, None), tally.completed_on))


def new_since(learner: User, roadmaps: Collection[int]) -> dict[Scope, int]:
    """Return how many units editors have added since each completion and are still to be done.

    Groups count as their units do: a group that has enough done shows nothing new.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEW_SINCE, {"learner": learner.pk, "roadmaps": list(roadmaps)})
        return {(roadmap, phase): count for roadmap, phase, count in cursor.fetchall()}


_NEW_SINCE = """
WITH unit AS (
    SELECT
        completion.roadmap_id,
        completion.phase_id,
        min(place.units) AS units,
        count(*) FILTER (WHERE standing.state IN ('done', 'carried')) AS settled,
        count(*) FILTER (
            WHERE place.added_in > completion.release_id
            AND COALESCE(standing.state NOT IN ('done', 'carried', 'skipped'), TRUE)
        ) AS added
    FROM learning_completion completion
    JOIN learning_places(%(roadmaps)s) place
        ON place.roadmap_id = completion.roadmap_id
        AND CASE
            WHEN completion.phase_id IS NULL THEN NOT place.optional
            ELSE place.phase_id = completion.phase_id AND (place.optional_only OR NOT place.optional)
        END
    LEFT JOIN learning_standings(ARRAY[%(learner)s], NULL, NULL, NULL, %(roadmaps)s) standing
        ON standing.topic_id = place.topic_id
    WHERE completion.learner_id = %(learner)s
        AND place.holder NOT IN (
            SELECT -group_id FROM learning_groupcredit WHERE learner_id = %(learner)s
        )
    GROUP BY completion.id, completion.roadmap_id, completion.phase_id, place.holder
)
SELECT roadmap_id, phase_id, sum(least(units - settled, added))::bigint
FROM unit
WHERE settled < units AND added > 0
GROUP BY roadmap_id, phase_id
"""
