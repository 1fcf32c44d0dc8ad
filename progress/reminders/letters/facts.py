"""What is stored of the people whom a batch of mails is for, read by one statement."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from progress.learning.models import StoredStreak
from progress.learning.streaks.reading import history_from
from progress.learning.streaks.stored import Short, short
from progress.reminders.letters.contents import Chosen
from progress.reminders.letters.fortnight import READ, Lived
from progress.reminders.models import MailChoices
from progress.reminders.schedule.slots import Schedule
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import local_day


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one person on their day `today`."""

    person: User
    today: date
    followed: dict[int, str]  # digests of roadmaps, by primary key
    planned: frozenset[int]  # roadmaps
    kept_groups: list[int]  # complete, whatever their topics are now
    last: date | None  # active day
    lived: Lived
    choices: MailChoices | None

    @property
    def chosen(self) -> Chosen:
        return Chosen(tuple(self.choices.weekdays), self.choices.at) if self.choices else Chosen()

    @property
    def schedule(self) -> Schedule | None:
        """As the planner has it; quiet days are counted from choosing at the earliest."""
        if self.choices is None:
            return None
        chosen = local_day(self.choices.since, self.person.time_zone)
        return Schedule(self.choices, self.person.time_zone, max(self.last or chosen, chosen))


def facts_of(people: Collection[tuple[User, date]]) -> list[Facts]:
    """`people` come with their days."""
    by_key = {person.pk: (person, today) for person, today in people}
    if not by_key:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [READ.days, list(by_key), [today for _, today in by_key.values()]])
        return [_facts(*by_key[row[0]], *row[1:]) for row in cursor.fetchall()]


def _facts(
    person: User,
    today: date,
    roadmaps: list[int],
    digests: list[str],
    planned: list[int],
    kept_groups: list[int],
    active: list[date],
    last: date | None,
    changes: str | None,
    choices: str,
    *streak: Any,
) -> Facts:
    history = history_from(active, json.loads(changes) if changes else UNCHANGED, person.time_zone)
    return Facts(
        person=person,
        today=today,
        followed=dict(zip(roadmaps, digests, strict=True)),
        planned=frozenset(planned),
        kept_groups=kept_groups,
        last=last,
        lived=Lived(history, _short(streak, today), today),
        choices=_choices(*json.loads(choices)),
    )


def _choices(since: str | None, at: str, *chosen: Any) -> MailChoices | None:
    if since is None:
        return None
    told = dict(zip(SWITCHED, chosen, strict=True))
    return MailChoices(since=datetime.fromisoformat(since), at=time.fromisoformat(at), **told)


def _short(streak: tuple[Any, ...], today: date) -> Short:
    if streak[0] is None:
        return Short()
    return short(StoredStreak(**dict(zip(STREAK, streak, strict=True))), today)


STREAK = ("mode", "length", "longest", "last", "holds_until", "at_risk_on")
SWITCHED = ("weekdays", "nudge", "digest")
UNCHANGED: dict[str, list[Any]] = {"zones": [], "modes": [], "pauses": []}

_FACTS = """
SELECT
    asked.person,
    followed.roadmaps,
    followed.digests,
    ARRAY(SELECT roadmap_id FROM learning_plan WHERE learner_id = asked.person),
    ARRAY(SELECT group_id FROM learning_groupcredit WHERE learner_id = asked.person),
    ARRAY(
        SELECT day FROM learning_activeday
        WHERE learner_id = asked.person AND day BETWEEN asked.today - %s AND asked.today ORDER BY day
    ),
    (SELECT max(day) FROM learning_activeday WHERE learner_id = asked.person),
    NULLIF(jsonb_build_object(
        'zones', NULL,
        'modes', (
            SELECT jsonb_agg(jsonb_build_array(effective, mode, days) ORDER BY effective, id)
            FROM learning_modechange WHERE learner_id = asked.person
        ),
        'pauses', (
            SELECT jsonb_agg(jsonb_build_array(effective, paused, until) ORDER BY effective, id)
            FROM learning_pausechange WHERE learner_id = asked.person
        )
    ), '{"zones": null, "modes": null, "pauses": null}')::text,
    jsonb_build_array(choices.since, choices.at, choices.weekdays, choices.nudge, choices.digest)::text,
    streak.mode, streak.length, streak.longest, streak.last, streak.holds_until, streak.at_risk_on
FROM unnest(%s::bigint[], %s::date[]) AS asked (person, today)
CROSS JOIN LATERAL (
    SELECT
        COALESCE(array_agg(roadmap.id ORDER BY roadmap.position, roadmap.key), '{}') AS roadmaps,
        COALESCE(array_agg(roadmap.tree_digest::text ORDER BY roadmap.position, roadmap.key), '{}') AS digests
    FROM curriculum_roadmap roadmap
    WHERE roadmap.id IN (SELECT learning_followed(asked.person))
) AS followed
LEFT JOIN reminders_mailchoices choices ON choices.person_id = asked.person
LEFT JOIN learning_storedstreak streak ON streak.learner_id = asked.person
"""
