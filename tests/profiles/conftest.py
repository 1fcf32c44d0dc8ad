from datetime import UTC, datetime

import pytest

from progress.learning.marks import set_state
from progress.learning.profiles.showing import show
from tests.factories import make_learner, make_phase, make_roadmap, make_topics

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def learner(db):
    return make_learner(name="Robin Hill")


@pytest.fixture
def topics(db):
    """Four on one roadmap, whose address is "backend"."""
    roadmap = make_roadmap(slug="backend", title="Backend Engineer")
    return make_topics(4, make_phase(roadmap=roadmap))


@pytest.fixture
def done(learner):
    """Tick topics."""

    def done(*topics, at=NOON):
        for topic in topics:
            set_state(learner=learner, topic=topic, state="done", at=at)

    return done


@pytest.fixture
def shown(learner):
    """Switch on what is named, under the handle robin."""

    def shown(**on):
        off = dict.fromkeys(("public", "streak", "badges"), False)
        show(learner=learner, **{"handle": "robin"} | off | on)

    return shown
