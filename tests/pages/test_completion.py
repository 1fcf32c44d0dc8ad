"""100 % on the pages: when it was reached, and what came after."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from progress.learning import marks
from tests.factories import make_learner, make_phase, make_release, make_topic

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def finisher(db):
    """Somebody who has done the only topic of a roadmap."""
    learner = make_learner()
    topic = make_topic(phase=make_phase(), added_in=make_release())
    marks.set_state(learner=learner, topic=topic, state="done", at=NOON)
    browser = Client()
    browser.force_login(learner)
    return browser, topic


def page(browser, address):
    return " ".join(browser.get(address).text.split())


def test_a_complete_roadmap_says_since_when(finisher):
    browser, topic = finisher

    for address in ("/", f"/roadmaps/{topic.roadmap.slug}/"):
        assert "Complete since 2 March 2026." in page(browser, address)


def test_what_is_added_later_shows_as_new_and_takes_nothing_away(finisher):
    browser, topic = finisher
    make_topic(phase=topic.phase, added_in=make_release())
    topic.roadmap.tree_digest = "another"
    topic.roadmap.save()

    for address in ("/", f"/roadmaps/{topic.roadmap.slug}/"):
        assert "Complete since 2 March 2026. 1 topic is new since then." in page(browser, address)


def test_who_has_completed_nothing_is_told_nothing(finisher):
    _, topic = finisher
    other = Client()
    other.force_login(make_learner())

    assert "Complete since" not in page(other, f"/roadmaps/{topic.roadmap.slug}/")
