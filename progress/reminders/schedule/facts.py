"""What the rules look at, read for many people at once."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from progress.learning.days import day_of
from progress.learning.models import StoredStreak
from progress.learning.streaks.stored import Short, short
from progress.reminders.models import MailChoices
from progress.reminders.schedule.rules import Facts
from progress.reminders.schedule.slots import Schedule
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import local_day


def facts_of(choices: Sequence[MailChoices], at: datetime) -> dict[int, Facts]:
    """Return what holds at `at`, by person; each of `choices` comes with its person. One statement."""
    return {person: facts for (person, _), facts in _read(_FACTS, [(one, at) for one in choices])}


def facts_then(asked: Sequence[tuple[MailChoices, datetime]]) -> dict[tuple[int, datetime], Facts]:
    """Return what held at instants that have passed, by person and instant: one statement, or none for none.

    Streaks are those of now, and so is what is finished.
    """
    return dict(_read(_FACTS_THEN, asked)) if asked else {}


def _read(
    statement: str, asked: Sequence[tuple[MailChoices, datetime]]
) -> Iterator[tuple[tuple[int, datetime], Facts]]:
    days = [day_of(one.person, at) for one, at in asked]
    with connection.cursor() as cursor:
        cursor.execute(statement, [[one.pk for one, _ in asked], days, [at for _, at in asked]])
        rows = cursor.fetchall()
    for (one, at), today, row in zip(asked, days, rows, strict=True):
        yield (one.pk, at), _facts(one, one.person, today, row)


def schedule_of(facts: Facts) -> Schedule:
    return Schedule(facts.choices, facts.zone, facts.quiet_since)


def _facts(choices: MailChoices, person: User, today: date, row: tuple[Any, ...]) -> Facts:
    last, paused, finished, *stored = row
    chosen = local_day(choices.since, person.time_zone)
    return Facts(
        choices,
        person.time_zone,
        today,
        max(last, chosen) if last else chosen,
        _streak(stored, today),
        paused,
        finished,
        deactivated=not person.is_active,
    )


def _streak(stored: list[Any], today: date) -> Short:
    if stored[0] is None:
        return Short()
    fields = ("mode", "length", "longest", "last", "holds_until", "at_risk_on")
    return short(StoredStreak(**dict(zip(fields, stored, strict=True))), today)


_STATEMENT = """
SELECT
    {last},
    reminders_paused(asked.person, asked.today),
    reminders_finished(asked.person),
    streak.mode, streak.length, streak.longest, streak.last, streak.holds_until, streak.at_risk_on
FROM unnest(%s::bigint[], %s::date[], %s::timestamptz[]) WITH ORDINALITY AS asked (person, today, at, number)
LEFT JOIN learning_storedstreak streak ON streak.learner_id = asked.person
ORDER BY asked.number
"""

_FACTS = _STATEMENT.format(last="(SELECT max(day) FROM learning_activeday WHERE learner_id = asked.person)")

# Of the days that are over then no activity changes any more; of the others what was done by then counts
_FACTS_THEN = _STATEMENT.format(
    last="""GREATEST(
        (SELECT max(day) FROM learning_activeday WHERE learner_id = asked.person AND day < asked.today),
        (
            SELECT max(day) FROM (
                SELECT day FROM learning_activity
                WHERE learner_id = asked.person AND day >= asked.today AND at <= asked.at
                GROUP BY day
                HAVING sum(qualifies::integer - cardinality(compensates)) > 0
            ) AS done
        )
    )"""
)
