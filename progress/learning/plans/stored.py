"""What is stored of a learner's plans and enrolments, read by one statement for however many roadmaps."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from progress.learning.plans.forecast import LOOKING_BACK
from progress.learning.plans.rest import DAY, Rest, Span
from roadmap_site.accounts.models import User

Asked = tuple[int, int]  # a learner and a roadmap, by primary key


@dataclass(frozen=True, slots=True)
class Stored:
    """Of one roadmap; of all there are the days of `rest` and what is `known`."""

    hours_a_week: float | None
    hours_a_topic: float | None
    by: date | None
    made_on: date | None
    earlier: int  # units settled on the plan's day before it was made
    started_on: date | None
    rest: Rest
    known: frozenset[int]  # topics lately declared known with their whole phase


def read_stored(learner: User, roadmaps: Collection[int], today: date) -> dict[int, Stored]:
    asked = [(learner.pk, roadmap) for roadmap in roadmaps]
    return {roadmap: one for (_, roadmap), one in read_all_stored(asked, {learner.pk: today}).items()}


def read_all_stored(asked: Collection[Asked], todays: Mapping[int, date]) -> dict[Asked, Stored]:
    """Return the same of many learners; `todays` has the day of each."""
    learners, roadmaps = ([one[end] for one in asked] for end in (0, 1))
    since = [todays[learner] - LOOKING_BACK for learner in learners]
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [learners, roadmaps, since])
        return {(row[0], row[1]): _stored(row[2:], todays[row[0]]) for row in cursor.fetchall()}


def _stored(row: tuple[Any, ...], today: date) -> Stored:
    hours, each, by, made_on, earlier, started_on, paused_on, left_on, pauses, changes, known = row
    spans = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in pauses]
    away = [day for day in (paused_on, left_on) if day]
    if away:
        spans.append((min(away), max(today, min(away))))
    rest = Rest.of([*spans, *_holidays(changes, today)])
    return Stored(hours, each, by, made_on, earlier or 0, started_on, rest, frozenset(known))


def _holidays(changes: Sequence[tuple[str, bool, str | None]], today: date) -> Iterable[Span]:
    """Return the days on which the learner's streak paused; a pause without an end lasts until today."""
    for at, (effective, paused, until) in enumerate(changes):
        if not paused:
            continue
        ends = date.fromisoformat(until) if until else today
        if at + 1 < len(changes):
            ends = min(ends, date.fromisoformat(changes[at + 1][0]) - DAY)
        yield date.fromisoformat(effective), ends


_STORED = """
SELECT
    asked.learner,
    asked.roadmap,
    plan.hours_a_week,
    plan.hours_a_topic,
    plan.by,
    plan.made_on,
    plan.earlier,
    enrolment.started_on,
    enrolment.paused_on,
    enrolment.left_on,
    (
        SELECT COALESCE(json_agg(json_build_array(pause.first, pause.last)), '[]'::json)
        FROM learning_enrolmentpause pause WHERE pause.enrolment_id = enrolment.id
    ),
    (
        SELECT COALESCE(
            json_agg(json_build_array(effective, paused, until) ORDER BY effective, id), '[]'::json
        )
        FROM learning_pausechange WHERE learner_id = asked.learner
    ),
    ARRAY(
        SELECT topic_id FROM learning_activity
        WHERE learner_id = asked.learner AND day > asked.since AND kind = 'bulk' AND state = 'done'
    )
FROM unnest(%s::bigint[], %s::bigint[], %s::date[]) AS asked (learner, roadmap, since)
LEFT JOIN learning_plan plan ON plan.learner_id = asked.learner AND plan.roadmap_id = asked.roadmap
LEFT JOIN learning_enrolment enrolment
    ON enrolment.learner_id = asked.learner AND enrolment.roadmap_id = asked.roadmap
"""
