"""How a cohort goes week by week beside its pace: what those who are in it now had settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import ceil
from statistics import median
from typing import NamedTuple

from django.db import connection

from progress.cohorts.tables.outline import Line, Outline
from progress.cohorts.tables.overview import Overview
from progress.cohorts.tables.signals import WEEK, Terms

MOST_WEEKS = 156  # that are told; what is older is in the first of them


class Week(NamedTuple):
    """Units settled before `until`: the median, and between which half of the learners are.

    `pace` is how many the cohort's asks for by then; None without one.
    """

    until: date
    median: float
    low: float
    high: float
    pace: float | None


@dataclass(frozen=True)
class Trend:
    weeks: Sequence[Week]  # the first is the beginning
    units: int  # of all lines


def trend(overview: Overview) -> Trend:
    """By one statement. Before a cohort begins there are no weeks."""
    terms, outline = overview.terms, overview.outline
    units = sum(line.units for line in outline.lines)
    today = max((row.person.today for row in overview.rows), default=terms.starts_on)
    days = _days(terms, today) if overview.rows else []
    if not days:
        return Trend([], units)
    settled = {row.person.pk: row.settled for row in overview.rows}
    found = _done(list(settled), outline, days[0])
    columns = zip(*(_line(whole, found.get(pk, {}), days) for pk, whole in settled.items()), strict=True)
    weeks = [
        Week(day, *_middle(column), _due(terms, outline.lines, day))
        for day, column in zip(days, columns, strict=True)
    ]
    return Trend(weeks, units)


def _days(terms: Terms, today: date) -> list[date]:
    """Return where weeks end: the first day, each seven days after it, and the day after the last."""
    last = min(today, terms.ended_on or today) + timedelta(days=1)
    if terms.starts_on >= last:
        return []
    number = min(MOST_WEEKS, ceil((last - terms.starts_on).days / WEEK))
    first = terms.starts_on
    if (last - first).days > number * WEEK:
        first = last - timedelta(weeks=number)
    return [min(last, first + timedelta(weeks=week)) for week in range(number + 1)]


def _line(whole: int, done: Mapping[int, int], days: Sequence[date]) -> list[int]:
    """Return what one learner had settled by each of the days.

    What was carried over or credited has no day here, so it counts from the first on.
    """
    undated = max(0, whole - sum(done.values()))
    by_week = (done.get(week, 0) for week in range(len(days)))
    return list(accumulate(by_week, initial=undated))[1:]


def _middle(column: Sequence[int]) -> tuple[float, float, float]:
    """Return the median, and the two between which is the middle half."""
    ordered = sorted(column)
    quarter = (len(ordered) - 1) // 4
    return median(ordered), ordered[quarter], ordered[-1 - quarter]


def _due(terms: Terms, lines: Sequence[Line], day: date) -> float | None:
    if terms.weeks_a_phase is None:
        return None
    phases = max(0, (day - terms.starts_on).days) / (WEEK * terms.weeks_a_phase)
    stations = [phase.units for line in lines for phase in line.stations]
    whole = int(min(phases, len(stations)))
    begun = (phases - whole) * stations[whole] if whole < len(stations) else 0
    return sum(stations[:whole]) + begun


def _done(learners: list[int], outline: Outline, first: date) -> dict[int, dict[int, int]]:
    """Return how many units each has done in each week; 0 is before the first day."""
    found: dict[int, dict[int, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_DONE, {"learners": learners, "roadmaps": outline.roadmaps, "first": first})
        for learner, week, units in cursor.fetchall():
            found.setdefault(learner, {})[week] = units
    return found


# Of a choose group those count that were done first, as many as it asks for
_DONE = """
WITH place AS MATERIALIZED (
    SELECT topic_id, holder, units FROM learning_places(%(roadmaps)s) WHERE NOT optional
),
done AS (
    SELECT mark.learner_id, mark.day
    FROM learning_mark mark
    JOIN place ON place.topic_id = mark.topic_id
    WHERE mark.learner_id = ANY (%(learners)s) AND mark.state = 'done' AND place.holder > 0
    UNION ALL
    SELECT learner_id, day
    FROM (
        SELECT mark.learner_id, mark.day, place.units,
            row_number() OVER (PARTITION BY mark.learner_id, place.holder ORDER BY mark.day) AS number
        FROM learning_mark mark
        JOIN place ON place.topic_id = mark.topic_id
        WHERE mark.learner_id = ANY (%(learners)s) AND mark.state = 'done' AND place.holder < 0
    ) AS chosen
    WHERE number <= units
)
SELECT learner_id, week, count(*)::integer
FROM (
    SELECT learner_id, CASE WHEN day < %(first)s THEN 0 ELSE (day - %(first)s) / 7 + 1 END AS week FROM done
) AS weekly
GROUP BY learner_id, week
"""
