"""A learner's history, read by one statement."""

import json
from datetime import date, datetime
from typing import Any

from django.db import connection

from progress.learning.days import day_of
from progress.learning.models import StreakMode
from progress.learning.streaks.counting import count
from progress.learning.streaks.history import History, ModeFrom, PauseFrom
from progress.learning.streaks.verdicts import Streak
from roadmap_site.accounts.models import User
from roadmap_site.accounts.moves import Told, counted, uncorrected


def streak_of(learner: User, at: datetime) -> Streak:
    """Return the streak as of `at`, with what became of each day."""
    return count(history_of(learner), day_of(learner, at))


def history_of(learner: User) -> History:
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, {"learner": learner.pk})
        active, changes = cursor.fetchone()
    return history_from(active, json.loads(changes), learner.time_zone)


def history_from(active: list[date], changes: dict[str, list[Any]], zone: str) -> History:
    """`zone` holds where no change of it is told."""
    zones = changes["zones"] or []
    told = uncorrected(Told(name, datetime.fromisoformat(at), corrects) for name, at, corrects in zones)
    return History(
        active,
        told[0].zone if told else zone,
        counted(told),
        [ModeFrom(_date(day), StreakMode(mode), days) for day, mode, days in changes["modes"] or []],
        [
            PauseFrom(_date(day), paused, _date(until) if until else None)
            for day, paused, until in changes["pauses"] or []
        ],
    )


_date = date.fromisoformat

_HISTORY = """
SELECT
    ARRAY(SELECT day FROM learning_activeday WHERE learner_id = %(learner)s ORDER BY day),
    jsonb_build_object(
        'zones', (
            SELECT jsonb_agg(jsonb_build_array(zone, at, corrects) ORDER BY id)
            FROM accounts_zonechange WHERE user_id = %(learner)s
        ),
        'modes', (
            SELECT jsonb_agg(jsonb_build_array(effective, mode, days) ORDER BY effective, id)
            FROM learning_modechange WHERE learner_id = %(learner)s
        ),
        'pauses', (
            SELECT jsonb_agg(jsonb_build_array(effective, paused, until) ORDER BY effective, id)
            FROM learning_pausechange WHERE learner_id = %(learner)s
        )
    )
"""
