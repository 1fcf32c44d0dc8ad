"""All that a learner keeps beside a topic, and what they did with it, by one statement."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from curriculum.models import Topic
from progress.learning.models import Note, OwnLink
from roadmap_site.accounts.models import User

NEWEST = 60  # activities; the export of one's data has all


@dataclass(frozen=True, slots=True)
class Did:
    """An activity on the topic: on the learner's day, at an instant and in the zone that they lived in.

    It came to `state` from the mark's `former`; "" is no mark.
    """

    day: date
    at: datetime
    zone: str
    kind: str
    state: str
    former: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    note: Note  # an empty one of version 0 where there is none
    links: list[OwnLink]
    did: list[Did]  # the newest first


_BESIDE = """
SELECT
    note.text, note.version, note.at,
    (
        SELECT COALESCE(jsonb_agg(jsonb_build_array(id, url, title) ORDER BY id), '[]')::text
        FROM learning_ownlink
        WHERE learner_id = %(learner)s AND topic_id = %(topic)s
    ),
    (
        SELECT COALESCE(
            jsonb_agg(jsonb_build_array(day, at, zone, kind, state, former) ORDER BY id DESC), '[]'
        )::text
        FROM (
            SELECT id, day, at, zone, kind, state, COALESCE(former ->> 'state', '') AS former
            FROM learning_activity
            WHERE learner_id = %(learner)s AND topic_id = %(topic)s
            ORDER BY id DESC
            LIMIT %(newest)s
        ) AS newest
    )
FROM (VALUES (%(learner)s, %(topic)s)) AS asked (learner, topic)
LEFT JOIN learning_note note ON note.learner_id = asked.learner AND note.topic_id = asked.topic
"""


def beside(learner: User, topic: Topic) -> Beside:
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, {"learner": learner.pk, "topic": topic.pk, "newest": NEWEST})
        text, version, at, links, did = cursor.fetchone()
    return Beside(
        Note(learner=learner, topic=topic, text=text or "", version=version or 0, at=at),
        [OwnLink(pk=pk, url=url, title=title) for pk, url, title in json.loads(links)],
        [
            Did(date.fromisoformat(day), datetime.fromisoformat(instant), *words)
            for day, instant, *words in json.loads(did)
        ],
    )
