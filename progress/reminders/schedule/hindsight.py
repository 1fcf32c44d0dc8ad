"""What is known of somebody at an instant: for one that has passed from the log, which forgets nothing."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from progress.learning.days import local_day
from progress.learning.streaks.counting import count
from progress.learning.streaks.history import History
from progress.learning.streaks.reading import history_from
from progress.learning.streaks.stored import Short, short, stored_of
from progress.reminders.addresses import hashes_of
from progress.reminders.models import MailChoices
from progress.reminders.schedule.rules import Facts
from progress.reminders.schedule.slots import DAY, QUIET_DAYS, Schedule, quiet_days
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import reached

NOON = time(12)


@dataclass(frozen=True)
class Known:
    """What had happened by `at`. Choices, and whether the account is active, are those of now."""

    at: datetime
    choices: MailChoices
    history: History
    zone: str
    finished: bool
    suppressed: bool

    def facts(self, then: datetime) -> Facts:
        """Return what holds at `then`, which is `at` or later, with nothing done in between."""
        today = local_day(then, self._day_zone(then))
        return Facts(
            self.choices,
            self.zone,
            today,
            self.quiet_since,
            self._streak(today),
            self.history.pause_on(today) is not None,
            self.finished,
            self.suppressed,
            deactivated=not self.choices.person.is_active,
        )

    def forgets(self, day: date) -> bool:
        """Whether, of somebody who is there now, nothing but silence could be told of `day`."""
        today = local_day(self.at, self.zone)
        most = max(QUIET_DAYS)
        return quiet_days(self.quiet_since, day) > most >= quiet_days(self.quiet_since, today)

    def going_on(self, until: date) -> "Known":
        """Return what would be known if something were done on every day before `until`."""
        last = until - DAY
        first = max([local_day(self.at, self.zone), *(one + DAY for one in self.history.active[-1:])])
        days = [first + DAY * n for n in range((last - first).days + 1)]
        history = replace(self.history, active=[*self.history.active, *days])
        return replace(self, at=reached(datetime.combine(last, NOON), self.zone), history=history)

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.choices, self.zone, self.quiet_since)

    @property
    def quiet_since(self) -> date:
        chosen = local_day(self.choices.since, self.zone)
        return max([chosen, *self.history.active[-1:]])

    def _streak(self, today: date) -> Short:
        """As planning has it: stored with the last change, and read on the day of looking."""
        stored = stored_of(
            self.choices.person, count(self.history, local_day(self.at, self._day_zone(self.at)))
        )
        return short(stored, today) if stored.last else Short()

    def _day_zone(self, then: datetime) -> str:
        waiting = [move for move in self.history.moves[-1:] if move.at > then]
        return waiting[0].left if waiting else self.zone


def zone_at(told: Sequence[tuple[str, datetime]], at: datetime, otherwise: str) -> str:
    """Return the zone of a person's clocks at `at`, of all that they ever `told`."""
    before = [zone for zone, since in told if since <= at]
    return before[-1] if before else next((zone for zone, _ in told), otherwise)


def zones_told(person: User) -> list[tuple[str, datetime]]:
    return list(person.zone_changes.order_by("pk").values_list("zone", "at"))


def known(
    choices: MailChoices, told: Sequence[tuple[str, datetime]], instants: Collection[datetime]
) -> dict[datetime, Known]:
    """Return what was known at each instant, by one statement; `told` are the person's zones."""
    person = choices.person
    days = [local_day(at, zone_at(told, at, person.time_zone)) for at in instants]
    asked: dict[str, Any] = {"person": person.pk, "hashes": hashes_of(person.email)}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, asked | {"instants": list(instants), "days": days})
        rows = cursor.fetchall()
    found = {}
    for at, active, changes, *others in rows:
        history = history_from(active, json.loads(changes), person.time_zone)
        found[at] = Known(at, choices, history, zone_at(told, at, person.time_zone), *others)
    return found


# Lines are followed by a row, or else by a mark on them; both as they were
_KNOWN = """
SELECT
    asked.at,
    ARRAY(
        SELECT day
        FROM learning_activity
        WHERE learner_id = %(person)s AND at <= asked.at
        GROUP BY day
        HAVING sum(qualifies::integer - cardinality(compensates)) > 0
        ORDER BY day
    ),
    jsonb_build_object(
        'zones', (
            SELECT jsonb_agg(jsonb_build_array(zone, at, corrects) ORDER BY id)
            FROM accounts_zonechange
            WHERE user_id = %(person)s AND (
                at <= asked.at OR id = (SELECT min(id) FROM accounts_zonechange WHERE user_id = %(person)s)
            )
        ),
        'modes', (
            SELECT jsonb_agg(jsonb_build_array(effective, mode, days) ORDER BY effective, id)
            FROM learning_modechange
            WHERE learner_id = %(person)s AND at <= asked.at
        ),
        'pauses', (
            SELECT jsonb_agg(jsonb_build_array(effective, paused, until) ORDER BY effective, id)
            FROM learning_pausechange
            WHERE learner_id = %(person)s AND at <= asked.at
        )
    ),
    COALESCE((
        SELECT bool_and(EXISTS (
            SELECT FROM learning_completion
            WHERE learner_id = %(person)s AND roadmap_id = roadmap.id AND phase_id IS NULL AND at <= asked.at
        ))
        FROM curriculum_roadmap roadmap
        LEFT JOIN learning_enrolment enrolment
            ON enrolment.learner_id = %(person)s AND enrolment.roadmap_id = roadmap.id
            AND enrolment.started_on <= asked.day
        WHERE roadmap.retired_in_id IS NULL
            AND roadmap.status = 'published'
            AND CASE
                WHEN enrolment.id IS NULL THEN roadmap.id = ANY (marked.roadmaps)
                ELSE asked.day < COALESCE(LEAST(enrolment.paused_on, enrolment.left_on), 'infinity')
                    AND NOT EXISTS (
                        SELECT FROM learning_enrolmentpause
                        WHERE enrolment_id = enrolment.id AND asked.day BETWEEN first AND last
                    )
            END
    ), false),
    EXISTS (SELECT FROM reminders_suppression WHERE address_hash = ANY (%(hashes)s) AND at <= asked.at)
FROM unnest(%(instants)s::timestamptz[], %(days)s::date[]) AS asked (at, day)
CROSS JOIN LATERAL (
    SELECT array_agg(DISTINCT topic.roadmap_id) AS roadmaps
    FROM (
        SELECT DISTINCT ON (topic_id) topic_id, state
        FROM learning_activity
        WHERE learner_id = %(person)s AND at <= asked.at AND kind IN ('state', 'bulk', 'undo', 'join')
        ORDER BY topic_id, id DESC
    ) AS last
    JOIN curriculum_topic topic ON topic.id = last.topic_id
    WHERE last.state IN ('learning', 'done', 'skipped')
) AS marked
"""
