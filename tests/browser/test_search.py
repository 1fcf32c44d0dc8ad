"""Search in a browser: the palette over any page, by keys, by mouse, and its page without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import assert_readable

PATH = "/roadmaps/backend-engineer/"
TOPIC = f"{PATH}topics/tcp-ip/"


@pytest.fixture
def page(visit, learner):
    return visit(PATH, as_=learner)


def palette(page):
    return page.locator("#palette")


def active(page):
    return page.locator("#palette [aria-selected=true]")


def open_palette(page, how: str = "/"):
    page.keyboard.press(how)
    expect(page.get_by_role("combobox")).to_be_focused()


def expect_first(page, title: str):
    expect(active(page)).to_contain_text(title)


def test_nothing_of_it_is_fetched_before_it_is_asked_for(visit, learner):
    page = visit("/settings/", as_=learner)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PATH)
    assert not [url for url in asked if "search" in url]

    open_palette(page)

    assert len([url for url in asked if "search" in url]) == 3  # script, style, palette


@pytest.mark.parametrize(
    "how", ["/", *(pytest.param(how, marks=pytest.mark.full) for how in ("Control+k", "Meta+k"))]
)
def test_a_key_opens_it_and_escape_gives_the_focus_back(page, how):
    page.locator("#name-tcp-ip").focus()

    open_palette(page, how)
    page.keyboard.press("Escape")

    expect(palette(page)).to_be_hidden()
    expect(page.locator("#name-tcp-ip")).to_be_focused()


def test_what_is_typed_is_found_and_enter_leads_there(page):
    open_palette(page)

    page.keyboard.type("docker comp")
    expect_first(page, "docker-compose")
    page.keyboard.press("Enter")

    expect(page.locator("#topic-title")).to_have_text("docker-compose")


def hold(page) -> list:
    """Ask for search by a key; its script stays on its way until the route returned goes on."""
    held: list = []
    page.route("**/search.js", lambda route: held.append(route))
    with page.expect_request("**/search.js"):
        page.keyboard.press("/")
    page.wait_for_timeout(0)  # until the route has it too
    assert held
    return held


def test_letters_typed_while_it_is_on_its_way_are_its_own(visit, learner):
    page = visit(TOPIC, as_=learner)
    (script,) = hold(page)

    page.keyboard.type("sdxl")
    page.keyboard.press("Backspace")
    script.continue_()

    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("combobox")).to_have_value("sdx")
    page.keyboard.type("l")
    expect(page.get_by_role("combobox")).to_have_value("sdxl")
    assert not learner.marks.exists()


@pytest.mark.full
def test_what_was_typed_meanwhile_is_looked_for(page):
    (script,) = hold(page)

    page.keyboard.type("/redis")  # the slash again, for it seemed to do nothing
    script.continue_()

    expect_first(page, "Redis")
    expect(page.get_by_role("combobox")).to_have_value("redis")


@pytest.mark.full
def test_enter_meanwhile_leads_to_the_page(page):
    hold(page)

    page.keyboard.type("redis\n")

    expect(page.locator("h1")).to_have_text("Search")
    expect(page.locator(".result").first).to_contain_text("Redis")
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.full
def test_escape_meanwhile_calls_it_off(visit, learner):
    page = visit(TOPIC, as_=learner)
    (script,) = hold(page)

    page.keyboard.type("s")
    page.keyboard.press("Escape")
    with page.expect_response("**/search/palette/"):
        script.continue_()
    page.keyboard.press("d")

    expect(page.locator("#stop-tcp-ip")).to_have_attribute("data-state", "done")
    expect(page.get_by_role("combobox")).to_have_count(0)


@pytest.mark.full
def test_without_its_script_what_was_typed_is_taken_along(visit, learner):
    page = visit(TOPIC, as_=learner, failures=True)
    (script,) = hold(page)

    page.keyboard.type("redis")
    script.abort()

    expect(page.locator("h1")).to_have_text("Search")
    expect(page.locator(".result").first).to_contain_text("Redis")
    assert not learner.marks.exists()


@pytest.mark.full
@pytest.mark.parametrize("key", ["Escape", "Control+k"])
def test_one_key_closes_it_whatever_is_typed(page, key):
    open_palette(page)
    page.keyboard.type("redis")

    page.keyboard.press(key)

    expect(palette(page)).to_be_hidden()


def test_arrows_go_through_what_is_found(page):
    open_palette(page)
    page.keyboard.type("redis")
    expect_first(page, "Redis")
    first = active(page).get_attribute("id")

    page.keyboard.press("ArrowDown")
    second = active(page).get_attribute("id")
    assert page.get_by_role("combobox").get_attribute("aria-activedescendant") == second != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")

    assert active(page).get_attribute("id") == "option-all"
    expect(page.get_by_role("combobox")).to_be_focused()


def test_what_came_of_it_is_announced(page):
    open_palette(page)
    page.keyboard.type("redis")
    expect(page.locator("#palette [role=status]")).to_have_text("15 results")

    page.get_by_role("combobox").fill("qqqq")

    expect(page.locator("#palette [role=status]")).to_contain_text("Nothing has “qqqq”.")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


@pytest.mark.full
def test_enter_before_the_answer_leads_to_the_page(page):
    open_palette(page)
    page.route("**/search/palette/?q=*", lambda route: None)  # never answered

    page.keyboard.type("redis")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Search")
    expect(page.locator(".result").first).to_contain_text("Redis")
    page.unroute_all(behavior="ignoreErrors")


def test_a_lost_connection_is_said(visit, learner):
    page = visit(PATH, as_=learner, failures=True)
    open_palette(page)
    page.route("**/search/palette/?q=*", lambda route: route.abort())

    page.keyboard.type("redis")

    expect(page.locator("#palette .found")).to_contain_text("did not reach the server")


@pytest.mark.full
def test_without_its_script_the_link_leads_to_the_page(visit, learner):
    page = visit(PATH, as_=learner, failures=True)
    page.route("**/search.js", lambda route: route.abort())

    page.get_by_role("link", name="Search").click()

    expect(page.locator("h1")).to_have_text("Search")


@pytest.mark.full
def test_the_keys_of_the_path_sleep_meanwhile(page, learner):
    page.locator("#name-tcp-ip").focus()
    open_palette(page)

    page.keyboard.press("Tab")
    page.keyboard.press("d")
    page.keyboard.press("Escape")

    expect(page.locator("#stop-tcp-ip")).to_have_attribute("data-state", "todo")
    assert not learner.marks.exists()


@pytest.mark.full
def test_a_slash_that_is_typed_is_a_slash(page):
    open_palette(page, "Control+k")

    page.keyboard.type("ci/cd")

    expect(page.get_by_role("combobox")).to_have_value("ci/cd")
    expect_first(page, "CI/CD")


@pytest.mark.full
def test_with_the_keys_off_a_slash_does_nothing(page):
    page.locator("#keys-switch").click()

    page.keyboard.press("/")
    page.keyboard.press("j")

    expect(palette(page)).to_have_count(0)
    open_palette(page, "Control+k")


@pytest.mark.full
def test_a_click_beside_it_closes_it(page):
    page.get_by_role("link", name="Search").click()
    expect(page.get_by_role("combobox")).to_be_focused()

    page.mouse.click(5, 5)

    expect(palette(page)).to_be_hidden()


@pytest.mark.full
def test_going_back_finds_it_closed(page):
    open_palette(page)
    page.keyboard.type("docker comp")
    expect_first(page, "docker-compose")
    page.keyboard.press("Enter")
    expect(page.locator("#topic-title")).to_have_text("docker-compose")

    page.go_back()

    expect(page.locator("h1")).to_have_text("Backend engineer")
    expect(palette(page).locator("visible=true")).to_have_count(0)


def test_the_page_finds_in_any_case(open_path):
    page = open_path("/search/")

    page.get_by_role("searchbox").fill("kuberentes")
    page.get_by_role("searchbox").press("Enter")

    expect(page.locator(".lead")).to_contain_text("this is what has “kubernetes”")
    page.locator(".result a").first.click()
    expect(page.locator("#topic-title")).to_contain_text("Kubernetes")


@pytest.mark.full
@pytest.mark.parametrize("typed", ["redis", "", "kuberentes", "qqqq"])
def test_axe_finds_nothing_in_the_palette(page, typed):
    open_palette(page)
    page.keyboard.type(typed)
    expect(palette(page)).not_to_have_attribute("data-late", "", timeout=5000)

    assert_readable(page)
