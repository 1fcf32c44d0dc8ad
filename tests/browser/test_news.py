"""What's new, and another look at what has changed, in a browser."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from progress.learning.marks import set_state
from tests.factories import make_phase, make_roadmap, make_topic


@pytest.fixture
def changed(learner):
    topic = make_topic(
        phase=make_phase(roadmap=make_roadmap()),
        title="Ciphers",
        review_since=datetime(2026, 3, 10, tzinfo=UTC).date(),
        review_why="Three of them are broken.",
    )
    set_state(learner=learner, topic=topic, state="done", at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    return topic


def test_news_lead_on_from_every_page(open_path):
    page = open_path("/")

    page.get_by_role("link", name="What’s new").click()

    expect(page.locator("h1")).to_have_text("What’s new")
    expect(page.locator("article").last).to_contain_text("Cairn opened with 5 lines")


def test_having_looked_again_takes_the_badge_away(open_path, changed, learner):
    page = open_path(f"/roadmaps/{changed.roadmap.slug}/topics/{changed.slug}/")
    expect(page.locator("#second-look")).to_contain_text("Three of them are broken.")
    expect(page.locator(f"#stop-{changed.slug} .again")).to_have_text("look again")

    page.get_by_role("button", name="I have looked").click()

    expect(page.locator("#undo")).to_contain_text("Noted")
    expect(page.get_by_role("button", name="I have looked")).to_have_count(0)
    expect(page.locator(f"#stop-{changed.slug} .again")).to_have_count(0)
    assert learner.marks.get().state == "done"
