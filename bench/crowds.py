"""Many learners who want mail, made by a few statements."""

from datetime import datetime
from typing import Any

import psycopg

# None that puts its clocks back: an hour that comes twice is due the first time only
ZONES = ("UTC", "Africa/Lagos", "America/Bogota", "Asia/Kolkata", "Australia/Brisbane", "Asia/Tokyo")
ADDRESS = "learner-{}@crowd.example"
NAMES = ("Ida Stone", "Zoë Brandt", "Jörg Müller", "Amina Okafor", "Robin", "")


def make_learners(
    connection: psycopg.Connection[tuple[Any, ...]],
    number: int,
    *,
    due: int,
    at: datetime,
    address: str = ADDRESS,
) -> None:
    """`due` of them want their reminder at `at`, by the clocks of their zones; the others later that week.

    Those follow two lines, have a few marks, and were active on some days; the others have only chosen.
    `{}` in the address stands for their primary keys.
    """
    asked = {"number": number, "due": due, "at": at, "address": address.replace("{}", "%s")}
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")  # the keys are known to be right
        row = connection.execute("SELECT COALESCE(max(id), 0) FROM accounts_user").fetchone()
        assert row
        last = row[0]
        for statement in (_PEOPLE, _CHOICES, _ENROLMENTS, _MARKS, _DAYS, _STREAKS, _SEQUENCE):
            connection.execute(statement, {**asked, "last": last, "zones": list(ZONES), "names": list(NAMES)})


_PEOPLE = """
INSERT INTO accounts_user (
    id, email, name, time_zone, password, is_superuser, is_staff, is_active, date_joined, held_zone
)
SELECT
    %(last)s + n, format(%(address)s, %(last)s + n),
    (%(names)s::text[])[1 + n %% cardinality(%(names)s::text[])],
    (%(zones)s::text[])[1 + n %% cardinality(%(zones)s::text[])],
    '!', false, false, true, %(at)s - interval '60 days', ''
FROM generate_series(1, %(number)s) n
"""

_CHOICES = """
INSERT INTO reminders_mailchoices (
    person_id, weekdays, at, quiet_from, quiet_until, at_risk, nudge, digest, reviewed, message, cohort,
    waiting, since, next_due_at
)
SELECT
    id, '{0,1,2,3,4,5,6}', (due_at AT TIME ZONE time_zone)::time, '00:00', '00:00',
    false, false, false, false, false, false, false, %(at)s - interval '1 day', due_at
FROM (
    SELECT id, time_zone, %(at)s::timestamptz + CASE
        WHEN id - %(last)s <= %(due)s THEN interval '0'
        ELSE interval '30 minutes' + (id %% 10000) * interval '1 minute'
    END AS due_at
    FROM accounts_user WHERE id > %(last)s
) people
"""

_ENROLMENTS = """
INSERT INTO learning_enrolment (learner_id, roadmap_id, started_on)
SELECT id, roadmap, (%(at)s - interval '50 days')::date
FROM accounts_user,
    (SELECT id AS roadmap FROM curriculum_roadmap WHERE retired_in_id IS NULL ORDER BY position LIMIT 2) lines
WHERE id > %(last)s AND id <= %(last)s + %(due)s
"""

_MARKS = """
INSERT INTO learning_mark (learner_id, topic_id, state, at, day)
SELECT person.id, topic.id, CASE n %% 5 WHEN 4 THEN 'learning' ELSE 'done' END,
    %(at)s - n * interval '1 day', (%(at)s - n * interval '1 day')::date
FROM accounts_user person, generate_series(1, 10) n,
    LATERAL (
        SELECT topic.id FROM curriculum_topic topic
        JOIN curriculum_phase phase ON phase.id = topic.phase_id
        WHERE topic.retired_in_id IS NULL
            AND topic.roadmap_id = (
                SELECT id FROM curriculum_roadmap WHERE retired_in_id IS NULL ORDER BY position LIMIT 1
            )
        ORDER BY phase.position, topic.position OFFSET n LIMIT 1
    ) topic
WHERE person.id > %(last)s AND person.id <= %(last)s + %(due)s
"""

_DAYS = """
INSERT INTO learning_activeday (learner_id, day, activities)
SELECT id, (%(at)s - n * interval '1 day')::date, 1
FROM accounts_user, generate_series(1, 10) n
WHERE id > %(last)s AND id <= %(last)s + %(due)s
"""

_STREAKS = """
INSERT INTO learning_storedstreak (learner_id, mode, length, longest, last, holds_until, at_risk_on)
SELECT id, 'daily', 10, 10, (%(at)s - interval '1 day')::date, %(at)s::date, %(at)s::date
FROM accounts_user
WHERE id > %(last)s AND id <= %(last)s + %(due)s
"""

_SEQUENCE = (
    "SELECT setval(pg_get_serial_sequence('accounts_user', 'id'), (SELECT max(id) FROM accounts_user))"
)
