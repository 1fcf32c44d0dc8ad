"""Following a line, planning it and seeing it along the calendar, in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from curriculum.models import Roadmap
from progress.learning.models import Enrolment
from progress.learning.plans.enrolment import followed
from progress.learning.plans.targets import Chosen, set_target
from tests.browser.pages import make_progress

pytestmark = pytest.mark.full

LINE = "/roadmaps/backend-career/"


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def take_back(page, how):
    expect(page.locator("#undo-button")).to_be_visible()
    page.wait_for_load_state()  # path.js listens by then
    if how == "key":
        page.keyboard.press("u")
    else:
        page.locator("#undo-button").click()
    expect(page.locator("#undo")).to_contain_text("Undone.")


def test_a_line_is_followed_paused_and_taken_up_again(open_path, learner):
    page = open_path(LINE)

    press(page, "Follow this line")
    expect(page.locator("#undo")).to_contain_text("You follow")
    press(page, "Pause")
    expect(page.locator("#following")).to_contain_text("Paused since")
    press(page, "Go on")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert [roadmap.key for roadmap in followed(learner)] == ["backend-career"]

    press(page, "Leave")
    expect(page.locator("#following")).to_contain_text("Left on")
    assert followed(learner) == []


def test_marks_stay_when_a_line_is_left(open_path, learner):
    page = open_path(LINE)
    page.locator("#phase-fundamentals .tick").first.click()
    expect(page.locator("#progress")).to_contain_text("1 of 48")

    press(page, "Leave")
    expect(page.locator("#following")).to_contain_text("Left on")
    page.reload()

    expect(page.locator("#progress")).to_contain_text("1 of 48")
    assert Enrolment.objects.get(learner=learner).left_on


def test_a_plan_is_made_seen_and_given_up(open_path, learner, scripts):
    page = open_path(LINE)
    page.get_by_role("link", name="Plan", exact=True).click()

    page.get_by_label("Done by", exact=True).fill("2020-01-01")
    press(page, "Plan it")
    expect(page.locator(".wrong")).to_contain_text("1 January 2020 has passed")
    expect(page.get_by_label("Done by", exact=True)).to_have_value("2020-01-01")

    page.get_by_label("So many hours a week").check()
    expect(page.get_by_label("Done by", exact=True)).to_be_hidden()
    page.get_by_label("Hours a week", exact=True).fill("6")
    page.get_by_label("Hours a topic takes you").fill("3")
    press(page, "Plan it")
    expect(page.locator(".lead")).to_contain_text("There is no pace of yours to go by yet")
    expect(page.get_by_role("img", name="The plan asks for 0 weeks.")).to_be_visible()
    expect(page.get_by_role("heading", name="Week by week")).to_be_visible()

    page.get_by_role("heading", name="Change the goal").click()
    press(page, "Learn without a plan")
    expect(page.get_by_role("heading", name="Set a goal")).to_be_visible()
    assert not learner.plans.exists()


@pytest.mark.parametrize("how", ["button", "key"])
def test_a_plan_given_up_comes_back(open_path, learner, scripts, how):
    page = open_path(f"{LINE}plan/")
    page.get_by_label("Done by", exact=True).fill("2031-12-24")
    press(page, "Plan it")
    page.get_by_role("heading", name="Change the goal").click()
    press(page, "Learn without a plan")

    take_back(page, how if scripts else "button")

    assert str(learner.plans.get().by) == "2031-12-24"


def test_a_changed_goal_comes_back(open_path, learner, scripts):
    page = open_path(f"{LINE}plan/")
    page.get_by_label("Done by", exact=True).fill("2031-12-24")
    press(page, "Plan it")
    page.get_by_role("heading", name="Change the goal").click()
    page.get_by_label("Done by", exact=True).fill("2032-12-24")
    press(page, "Plan anew from today")

    take_back(page, "key" if scripts else "button")

    assert str(learner.plans.get().by) == "2031-12-24"


def test_the_way_back_to_a_plan_goes_after_ten_seconds(visit, learner):
    page = visit(f"{LINE}plan/", as_=learner)
    page.clock.install()
    page.get_by_label("Done by", exact=True).fill("2031-12-24")
    press(page, "Plan it")
    page.get_by_role("heading", name="Change the goal").click()
    press(page, "Learn without a plan")
    expect(page.locator("#undo-button")).to_be_visible()
    page.mouse.move(0, 0)

    page.clock.run_for(11_000)

    expect(page.locator("#undo")).to_be_empty()


def test_a_calendar_gets_an_address_that_can_be_changed(open_path, learner, scripts):
    set_target(
        learner=learner,
        roadmap=Roadmap.objects.get(key="backend-career"),
        chosen=Chosen(by=(timezone.now() + timedelta(days=99)).date()),
        at=timezone.now(),
    )
    page = open_path(f"{LINE}plan/")
    page.get_by_role("link", name="See it in your calendar").click()

    press(page, "Make an address")
    address = page.get_by_label("The address of your plans")
    path = address.input_value().partition("//")[2].partition("/")[2]
    assert "BEGIN:VEVENT" in page.request.get(f"/{path}").text()

    press(page, "Make another address")
    assert page.request.get(f"/{path}").status == 404
    take_back(page, "key" if scripts else "button")
    assert page.request.get(f"/{path}").status == 200

    press(page, "Switch it off")
    expect(address).to_have_count(0)


def test_the_timeline_leads_to_its_phases(open_path, learner):
    make_progress(learner)
    page = open_path("/roadmaps/backend-engineer/timeline/")

    expect(page.get_by_role("img", name="Weeks 1–2, 6 of 6")).to_be_visible()
    expect(page.locator(".windows .today")).to_have_text("today")
    page.get_by_role("link", name="1. Foundations").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Foundations")


@pytest.mark.parametrize(
    "path, shown",
    [
        ("/roadmaps/backend-engineer/timeline/", ".windows svg"),
        ("/roadmaps/backend-engineer/deployment/", ".prose td"),
    ],
)
def test_paper_shows_all_of_it(visit, learner, path, shown):
    page = visit(path, as_=learner)
    page.emulate_media(media="print")

    assert page.locator(shown).count() >= 10
    for element in page.locator(shown).all():
        expect(element).to_be_visible()
    expect(page.locator(".switch").first).to_be_hidden()


@pytest.mark.parametrize("scheme, ground", [("light", "rgb(251, 251, 249)"), ("dark", "rgb(16, 22, 28)")])
def test_the_line_s_picture_stands_for_itself(visit, scheme, ground):
    page = visit("/roadmaps/backend-engineer/line.svg", color_scheme=scheme)

    assert page.evaluate("getComputedStyle(document.querySelector('.g')).fill") == ground
    assert page.context.cookies() == []
