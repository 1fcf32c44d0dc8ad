"""Ticks, moves and choices of one learner at once: none blocks another, and the streak is right."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from progress.learning.marks import set_state
from progress.learning.models import StreakMode
from progress.learning.streaks.choosing import choose_mode
from progress.learning.streaks.rebuilding import is_as_logged
from roadmap_site.accounts import zones
from roadmap_site.accounts.models import User
from tests.factories import make_learner, make_phase, make_release, make_topics

ACTS = 80


def act(learner_id: int, topic, chosen: random.Random) -> str:
    """Do something as a request does, and return what went wrong."""
    try:
        learner, at = User.objects.get(pk=learner_id), timezone.now()
        what = chosen.choice(["tick", "untick", "move", "choose"])
        if what == "move":
            zone = chosen.choice(["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
            zones.move(user=learner, zone=zone, at=at)
        elif what == "choose":
            choose_mode(learner=learner, mode=chosen.choice([*StreakMode]), at=at)
        else:
            set_state(learner=learner, topic=topic, state="done" if what == "tick" else "todo", at=at)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        connection.close()
    return ""


@pytest.mark.django_db(transaction=True)
def test_everything_at_once():
    make_release()
    learner, topics = make_learner(), make_topics(3, make_phase())
    chosen = [random.Random(number) for number in range(ACTS)]

    with ThreadPoolExecutor(8) as pool:
        wrong = list(pool.map(act, [learner.pk] * ACTS, (topics * ACTS)[:ACTS], chosen))

    assert [one for one in wrong if one] == []
    assert is_as_logged(User.objects.get(pk=learner.pk), timezone.now())
