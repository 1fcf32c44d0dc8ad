"""What the rules look at, read for many people at once."""

from collections.abc import Sequence
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
    people = [one.person for one in choices]
    days = [day_of(person, at) for person in people]
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [[person.pk for person in people], days])
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    return {
        one.pk: _facts(one, one.person, today, rows[one.pk]) for one, today in zip(choices, days, strict=True)
    }


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


_FACTS = """
SELECT
    asked.person,
    (SELECT max(day) FROM learning_activeday WHERE learner_id = asked.person),
    reminders_paused(asked.person, asked.today),
    reminders_finished(asked.person),
    streak.mode, streak.length, streak.longest, streak.last, streak.holds_until, streak.at_risk_on
FROM unnest(%s::bigint[], %s::date[]) AS asked (person, today)
LEFT JOIN learning_storedstreak streak ON streak.learner_id = asked.person
"""
