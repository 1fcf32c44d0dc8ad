"""A topic beside its path: opened, closed, and reached by its own address."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from curriculum.models import Release, Topic
from progress.learning.marks import set_state
from tests.factories import make_topic

PATH = "/roadmaps/backend-engineer/"


@pytest.fixture
def page(visit, learner):
    return visit(PATH, as_=learner)


def expect_topic(page, title):
    expect(page.locator("#topic-title")).to_have_text(title)


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_it_opens_beside_the_path(page):
    page.locator("#path").evaluate("form => { form.dataset.same = 'yes' }")

    page.get_by_role("link", name="DNS", exact=True).click()

    expect_topic(page, "DNS")
    expect(page).to_have_url(f"{page.url.partition('/roadmaps')[0]}{PATH}topics/dns/")
    expect(page.locator("#stop-dns")).to_have_attribute("aria-current", "true")
    assert page.locator("#path").get_attribute("data-same") == "yes"
    assert focused(page) == "topic-title"


@pytest.mark.full
def test_its_title_is_the_windows(page):
    page.get_by_role("link", name="DNS", exact=True).click()
    expect_topic(page, "DNS")

    expect(page).to_have_title("DNS · Backend engineer · Cairn")


@pytest.mark.parametrize("how", ["Escape", pytest.param("button", marks=pytest.mark.full)])
def test_closing_gives_the_focus_back(page, how):
    page.get_by_role("link", name="DNS", exact=True).click()
    expect_topic(page, "DNS")

    if how == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("link", name="Close the topic").click()

    expect(page.locator("#topic")).to_have_count(0)
    expect(page.locator("#name-dns")).to_be_focused()
    assert page.url.endswith(PATH)
    expect(page.locator("[aria-current=true]")).to_have_count(0)
    expect(page).to_have_title("Backend engineer · Cairn")


def test_back_and_forth_go_through_what_was_open(page):
    page.get_by_role("link", name="DNS", exact=True).click()
    expect_topic(page, "DNS")
    page.get_by_role("link", name="Sockets", exact=True).click()
    expect_topic(page, "Sockets")

    page.go_back()
    expect_topic(page, "DNS")
    page.go_back()
    expect(page.locator("#topic")).to_have_count(0)
    page.go_forward()
    expect_topic(page, "DNS")


def test_its_address_opens_it(open_path):
    page = open_path(f"{PATH}topics/docker/")

    expect_topic(page, "Docker")
    expect(page.locator("#stop-docker")).to_be_visible()
    page.get_by_role("link", name="Close the topic").click()
    expect(page.locator("#topic")).to_have_count(0)


@pytest.mark.full
def test_neighbours_lead_on(open_path):
    page = open_path(f"{PATH}topics/dns/")

    page.get_by_role("navigation", name="Neighbours").get_by_role("link").last.click()
    expect_topic(page, "OSI Model")
    page.get_by_role("navigation", name="Neighbours").get_by_role("link").first.click()

    expect_topic(page, "DNS")


def test_a_tick_on_the_path_shows_in_the_open_panel(page, learner):
    page.get_by_role("link", name="DNS", exact=True).click()
    expect_topic(page, "DNS")

    page.locator("#tick-dns").click()

    expect(page.locator("#set-done")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("l")
    expect(page.locator("#set-learning")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#stop-dns")).to_have_attribute("data-state", "learning")


@pytest.mark.full
def test_a_mark_shows_at_once_in_the_history(visit, learner):
    page = visit(f"{PATH}topics/dns/", as_=learner)
    history = page.locator("#history")
    expect(history).to_be_hidden()

    page.locator("#set-learning").click()
    expect(history.locator("dd")).to_have_text(["began learning"])
    page.keyboard.press("u")

    expect(history.locator("dd")).to_have_text(["undone: no mark again", "began learning"])


@pytest.mark.full
def test_the_earlier_history_stays_open(visit, learner):
    topic = Topic.objects.get(roadmap__slug="backend-engineer", slug="dns")
    for state in ("learning", "done", "skipped") * 2:
        set_state(learner=learner, topic=topic, state=state, at=timezone.now())
    page = visit(f"{PATH}topics/dns/", as_=learner)
    page.get_by_text("Earlier").click()

    page.locator("#set-done").click()

    expect(page.locator("#history dd")).to_have_count(7)
    expect(page.locator("#history dd").last).to_be_visible()


def test_on_a_narrow_screen_it_takes_the_page(visit, learner):
    page = visit(PATH, as_=learner, viewport={"width": 360, "height": 740})

    page.get_by_role("link", name="DNS", exact=True).click()

    expect_topic(page, "DNS")
    expect(page.locator("#path")).to_be_hidden()
    expect(page.locator("#topic-title")).to_be_in_viewport()
    page.get_by_role("link", name="Close the topic").click()
    expect(page.locator("#name-dns")).to_be_in_viewport()


@pytest.mark.full
def test_on_a_narrow_screen_the_next_stop_comes_before_the_path(visit, learner):
    page = visit(PATH, as_=learner, viewport={"width": 360, "height": 740})
    places = [page.locator(place).bounding_box()["y"] for place in ("#ahead", ".way", "#panel .key >> nth=0")]
    assert places == sorted(places)

    page.locator("#tick-tcp-ip").click()

    expect(page.locator("#ahead").get_by_role("link")).to_have_text("HTTP/HTTPS")
    page.locator("#ahead").get_by_role("link").click()
    expect_topic(page, "HTTP/HTTPS")


@pytest.mark.full
def test_on_a_narrow_screen_marks_can_be_undone_beside_an_open_topic(visit, learner):
    page = visit(f"{PATH}topics/dns/", as_=learner, viewport={"width": 360, "height": 740})

    page.locator("#set-done").click()

    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#set-todo")).to_have_attribute("aria-pressed", "true")


@pytest.mark.full
def test_links_to_other_roadmaps_load_their_page(page):
    page.goto(f"{PATH}topics/docker/")

    link = page.locator("#topic section", has_text="Also on").get_by_role("link").first
    title = link.text_content()
    link.click()

    expect_topic(page, title)
    assert "/backend-engineer/" not in page.url


@pytest.mark.full
def test_a_panel_that_cannot_be_fetched_is_gone_to_as_a_page(visit, learner):
    page = visit(PATH, as_=learner, failures=True)
    page.route(
        "**/topics/dns/",
        lambda route: (
            route.fulfill(status=503) if "hx-request" in route.request.headers else route.fallback()
        ),
    )

    page.get_by_role("link", name="DNS", exact=True).click()

    expect_topic(page, "DNS")


@pytest.mark.full
def test_a_topic_that_a_load_has_retired_says_so(visit, learner):
    topic = make_topic(title="Gopher")
    page = visit(f"/roadmaps/{topic.roadmap.slug}/", as_=learner, failures=True)
    topic.retired_in = Release.objects.latest("pk")
    topic.save()
    topic.roadmap.tree_digest = "another"  # as a load leaves it
    topic.roadmap.save()

    page.get_by_role("link", name="Gopher").first.click()

    expect(page.locator("h1")).to_have_text("This station is closed")
    expect(page.locator("main")).to_contain_text("Gopher")


@pytest.mark.full
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["wide", "narrow"])
def test_a_note_can_be_written_without_scrolling(visit, learner, size):
    width, height = size
    page = visit(f"{PATH}topics/postgresql/", as_=learner, viewport={"width": width, "height": height})

    field = page.locator("#note-text").bounding_box()

    assert field["y"] + field["height"] <= height
