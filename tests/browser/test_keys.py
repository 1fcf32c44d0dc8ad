"""The path by keyboard."""

import pytest
from playwright.sync_api import expect

PATH = "/roadmaps/backend-engineer/"


@pytest.fixture
def page(visit, learner):
    return visit(PATH, as_=learner)


def focused(page):
    return page.evaluate("document.activeElement.id")


def expect_state(page, slug, state):
    expect(page.locator(f"#stop-{slug}")).to_have_attribute("data-state", state)


def test_j_and_k_move_from_topic_to_topic(page):
    page.keyboard.press("j")
    assert focused(page) == "name-tcp-ip"
    page.keyboard.press("j")
    assert focused(page) == "name-http-https"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert focused(page) == "name-tcp-ip"


@pytest.mark.full
def test_j_opens_the_next_phase(page):
    for _ in range(7):
        page.keyboard.press("j")

    assert focused(page) == "name-linux-cli"
    expect(page.locator("#name-linux-cli")).to_be_visible()


@pytest.mark.parametrize(
    "key, state",
    [
        ("d", "done"),
        pytest.param("l", "learning", marks=pytest.mark.full),
        pytest.param("s", "skipped", marks=pytest.mark.full),
    ],
)
def test_a_letter_sets_the_state_and_u_takes_it_back(page, learner, key, state):
    page.keyboard.press("j")

    page.keyboard.press(key)

    expect_state(page, "tcp-ip", state)
    assert focused(page) == "name-tcp-ip"
    page.keyboard.press("u")
    expect_state(page, "tcp-ip", "todo")
    assert not learner.marks.exists()


def mark(page, *slugs):
    for slug in slugs:
        page.locator(f"#tick-{slug}").click()
        expect_state(page, slug, "done")


def test_each_mark_of_the_last_ten_seconds_is_taken_back_the_newest_first(page, learner):
    mark(page, "dns", "sockets")

    page.keyboard.press("u")
    expect_state(page, "sockets", "todo")
    expect_state(page, "dns", "done")
    expect(page.locator("#undo-button")).to_be_visible()
    page.keyboard.press("u")

    expect_state(page, "dns", "todo")
    expect(page.locator("#undo-button")).to_have_count(0)
    assert not learner.marks.exists()


@pytest.mark.full
def test_the_states_of_one_topic_are_taken_back_one_by_one(page, learner):
    page.locator("#name-dns").focus()
    for key, state in (("l", "learning"), ("d", "done")):
        page.keyboard.press(key)
        expect_state(page, "dns", state)

    page.locator("#undo-button").click()
    expect_state(page, "dns", "learning")
    page.locator("#undo-button").click()

    expect_state(page, "dns", "todo")
    assert not learner.marks.exists()


@pytest.mark.full
def test_quick_presses_of_u_each_take_one_back(page, learner):
    mark(page, "dns", "sockets", "tcp-ip")

    page.keyboard.press("u")
    page.keyboard.press("u")

    expect_state(page, "sockets", "todo")
    expect_state(page, "dns", "done")
    assert [one.topic.slug for one in learner.marks.all()] == ["dns"]


@pytest.mark.full
def test_a_double_click_on_undo_takes_one_back(page):
    mark(page, "dns", "sockets")

    page.evaluate(
        "() => { const undo = document.getElementById('undo-button'); undo.click(); undo.click(); }"
    )

    expect_state(page, "sockets", "todo")
    page.wait_for_load_state("networkidle")
    expect_state(page, "dns", "done")


@pytest.mark.full
def test_an_older_mark_is_not_offered_for_undo(visit, learner):
    page = visit(PATH, as_=learner)
    page.clock.install()
    page.reload()
    mark(page, "dns")
    page.clock.run_for(6_000)
    mark(page, "sockets")
    page.clock.run_for(5_000)

    page.keyboard.press("u")
    expect_state(page, "sockets", "todo")

    expect(page.locator("#undo-button")).to_have_count(0)
    page.keyboard.press("u")
    expect_state(page, "dns", "done")


@pytest.mark.full
def test_t_sets_to_do(page, learner):
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect_state(page, "tcp-ip", "done")

    page.keyboard.press("t")

    expect_state(page, "tcp-ip", "todo")
    assert [mark.state for mark in learner.marks.all()] == ["todo"]


def test_moving_goes_on_after_a_tick(page):
    for key in ("j", "d", "j", "d", "j", "d"):
        page.keyboard.press(key)

    for slug in ("tcp-ip", "http-https", "dns"):
        expect_state(page, slug, "done")
    assert focused(page) == "name-dns"


def test_the_focus_stays_on_a_pressed_tick(page):
    page.locator("#tick-dns").focus()

    page.keyboard.press("Enter")

    expect_state(page, "dns", "done")
    assert focused(page) == "tick-dns"
    page.keyboard.press("Space")
    expect_state(page, "dns", "todo")


@pytest.mark.full
@pytest.mark.parametrize("path", ["", "internet/"], ids=["path", "phase"])
def test_undo_by_its_button_gives_the_focus_to_what_was_undone(visit, learner, path):
    page = visit(PATH + path, as_=learner)
    page.locator("#tick-dns").focus()
    page.keyboard.press("Enter")
    expect_state(page, "dns", "done")

    page.locator("#undo-button").focus()
    page.keyboard.press("Enter")

    expect_state(page, "dns", "todo")
    expect(page.locator("#tick-dns")).to_be_focused()


@pytest.mark.full
@pytest.mark.parametrize("path", ["", "internet/"], ids=["path", "phase"])
def test_knowing_a_phase_and_undoing_it_keep_the_focus_near(visit, learner, path):
    page = visit(PATH + path, as_=learner)
    know = page.locator("[name=phase][value=internet]")

    know.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".stop[data-state=done]")).to_have_count(6)
    expect(page.locator(".stop .tick").nth(5)).to_be_focused()
    page.locator("#undo-button").focus()
    page.keyboard.press("Enter")

    expect(know).to_be_focused()


@pytest.mark.full
def test_undo_of_a_state_set_in_the_panel_leads_back_there(visit, learner):
    page = visit(f"{PATH}topics/dns/", as_=learner)
    page.locator("#set-learning").focus()
    page.keyboard.press("Enter")
    expect_state(page, "dns", "learning")

    page.locator("#undo-button").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#set-learning")).to_be_focused()


@pytest.mark.full
def test_undo_of_a_state_set_by_a_letter_leads_to_its_topic(page):
    page.locator("#name-dns").focus()
    page.keyboard.press("s")
    expect_state(page, "dns", "skipped")

    page.locator("#undo-button").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#tick-dns")).to_be_focused()


def test_keys_with_others_are_the_browsers(page, learner):
    page.keyboard.press("j")

    for combination in ("Control+d", "Alt+d", "Meta+d"):
        page.keyboard.press(combination)

    page.wait_for_timeout(100)
    assert not learner.activities.exists()


def test_letters_in_a_field_are_text(visit, learner):
    page = visit("/settings/", as_=learner)

    page.locator("#id_name").fill("")
    page.locator("#id_name").press_sequentially("dlstjku")

    expect(page.locator("#id_name")).to_have_value("dlstjku")


def test_everything_is_reached_by_tab_and_shows_where_it_is(visit, learner):
    page = visit("/roadmaps/backend-layers/", as_=learner)
    seen, unseen = set(), []
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const element = document.activeElement, style = getComputedStyle(element);
                if (element === document.body) return null;
                const words = element.id || element.textContent.trim();
                return [words, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
            }"""
        )
        if here is None:
            break
        seen.add(here[0])
        unseen += [] if here[1] else [here[0]]

    assert {"Skip to the content", "Cairn", "head-beginner"} <= seen
    assert any(words.startswith("tick-") for words in seen)
    assert any(words.startswith("name-") for words in seen)
    assert not unseen


def test_the_first_tab_skips_to_the_content(page):
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_in_viewport()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_the_keys_can_be_switched_off_and_on_again(page):
    page.get_by_role("button", name="Turn the keys off").click()
    page.locator("#name-dns").focus()
    page.keyboard.press("d")
    page.reload()
    page.keyboard.press("j")

    expect_state(page, "dns", "todo")
    assert focused(page) == ""

    page.get_by_role("button", name="Turn the keys on").click()
    page.keyboard.press("j")
    assert focused(page) == "name-tcp-ip"
