"""Marks set in a browser, with scripts and without."""

import pytest
from playwright.sync_api import expect

from progress.learning.models import Read
from tests.factories import make_group, make_phase, make_reference, make_resource, make_topic

PATH = "/roadmaps/backend-engineer/"


def stop(page, slug):
    return page.locator(f"#stop-{slug}")


def tick(page, slug):
    page.locator(f"#tick-{slug}").click()


def expect_state(page, slug, state):
    expect(stop(page, slug)).to_have_attribute("data-state", state)


def states(learner):
    return dict(learner.marks.values_list("topic__key", "state"))


def test_a_tick_shows_and_lasts(open_path, learner):
    page = open_path(PATH)

    tick(page, "dns")

    expect_state(page, "dns", "done")
    expect(page.locator("#progress .count")).to_have_text("1 of 68")
    expect(page.locator("#head-internet .meta")).to_contain_text("1 of 6")
    expect(page.locator("#streak")).to_contain_text("1-day streak")
    page.reload()
    expect_state(page, "dns", "done")
    assert states(learner) == {"dns": "done"}


@pytest.mark.full
def test_a_second_press_unticks(open_path, learner):
    page = open_path(PATH)
    tick(page, "dns")
    expect_state(page, "dns", "done")

    tick(page, "dns")

    expect_state(page, "dns", "todo")
    assert states(learner) == {"dns": "todo"}


def test_undo_takes_it_back(open_path, learner):
    page = open_path(PATH)
    tick(page, "dns")

    page.get_by_role("button", name="Undo").click()

    expect(page.locator("#undo")).to_contain_text("Undone.")
    expect_state(page, "dns", "todo")
    assert states(learner) == {}


def test_undo_goes_along_to_the_next_page(visit, scripts, learner):
    page = visit(PATH, as_=learner, java_script_enabled=scripts)
    tick(page, "dns")
    expect(page.locator("#undo-button")).to_be_visible()

    page.goto("/today/")
    expect(page.locator("#undo")).to_contain_text("DNS: done.")
    if scripts:
        page.keyboard.press("u")
    else:
        page.get_by_role("button", name="Undo").click()

    expect(page.locator("#undo")).to_contain_text("Undone.")
    page.goto(PATH)
    expect_state(page, "dns", "todo")
    expect(page.locator("#undo")).to_be_empty()


@pytest.mark.full
def test_what_went_along_is_offered_until_its_ten_seconds_are_over(visit, learner):
    page = visit(PATH, as_=learner)
    tick(page, "dns")
    expect(page.locator("#undo-button")).to_be_visible()
    page.clock.install()
    page.goto("/today/")
    expect(page.locator("#undo-button")).to_be_visible()

    page.clock.run_for(10_000)

    expect(page.locator("#undo")).to_be_empty()


@pytest.mark.full
def test_under_the_word_of_an_undo_stands_what_went_along(visit, learner):
    page = visit(PATH, as_=learner)
    tick(page, "dns")
    expect(page.locator("#undo")).to_contain_text("DNS: done.")
    page.reload()
    tick(page, "sockets")
    expect(page.locator("#undo")).to_contain_text("Sockets: done.")

    page.keyboard.press("u")
    expect_state(page, "sockets", "todo")
    page.keyboard.press("u")

    expect_state(page, "dns", "todo")
    assert states(learner) == {}


@pytest.mark.full
def test_keys_are_named_only_where_they_work(open_path, scripts):
    page = open_path(f"{PATH}topics/dns/")
    page.locator("#set-learning").click()

    expect(page.locator("#undo-button")).to_be_visible()
    for place in ("#undo", ".switch", ".masthead"):
        expect(page.locator(f"{place} kbd").first).to_be_visible(visible=scripts)
    page.goto(PATH)
    expect(page.locator(".keys")).to_be_visible(visible=scripts)


@pytest.mark.parametrize(
    "state, name",
    [
        ("learning", "Learning"),
        pytest.param("skipped", "Skip", marks=pytest.mark.full),
        pytest.param("done", "Done", marks=pytest.mark.full),
    ],
)
def test_the_panel_sets_every_state(open_path, learner, state, name):
    page = open_path(f"{PATH}topics/dns/")

    page.get_by_role("group", name="State of DNS").get_by_role("button", name=name).click()

    expect(page.locator(f"#set-{state}")).to_have_attribute("aria-pressed", "true")
    expect_state(page, "dns", state)
    assert page.url.endswith("/topics/dns/")
    assert states(learner) == {"dns": state}


def test_a_phase_that_is_known_is_ticked_at_once_and_taken_back(open_path, learner):
    page = open_path(PATH)
    tick(page, "dns")
    expect_state(page, "dns", "done")

    page.locator("#phase-internet").get_by_role("button", name="I know this phase").click()
    expect(page.locator("#undo")).to_contain_text("All of “Foundations” is done.")
    expect(page.locator("#phase-internet .stop[data-state=done]")).to_have_count(6)
    page.get_by_role("button", name="Undo").click()

    expect(page.locator("#phase-internet .stop[data-state=done]")).to_have_count(1)
    assert states(learner) == {"dns": "done"}


@pytest.mark.full
def test_undo_of_a_known_phase_is_offered_until_the_next_change(visit, learner):
    page = visit(PATH, as_=learner)
    page.clock.install()
    page.reload()
    know = page.locator("#phase-internet").get_by_role("button", name="I know this phase")
    know.click()
    expect(page.locator("#undo")).to_contain_text("All of “Foundations” is done.")

    page.clock.run_for(60_000)
    expect(page.locator("#undo")).to_contain_text("All of “Foundations” is done.")
    tick(page, "dns")
    expect(page.locator("#undo")).to_contain_text("DNS: to do.")
    page.clock.run_for(60_000)

    expect(page.locator("#undo")).to_be_empty()


@pytest.mark.full
@pytest.mark.parametrize("path", [PATH, f"{PATH}internet/"], ids=["path", "phase"])
def test_knowing_is_offered_only_while_something_is_left(visit, learner, path):
    page = visit(path, as_=learner)
    know = page.get_by_role("button", name="I know this phase").first
    know.click()
    expect(page.locator(".stop[data-state=done]")).to_have_count(6)

    expect(page.locator("[name=phase][value=internet]")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[name=phase][value=internet]")).to_be_visible()


def test_a_mark_on_its_way_shows_on_its_button(visit, learner):
    page = visit(PATH, as_=learner)
    page.route("**/roadmaps/**", lambda route: None)  # waits

    tick(page, "dns")
    page.locator("#name-sockets").focus()
    page.keyboard.press("d")

    for slug in ("dns", "sockets"):
        expect(page.locator(f"#tick-{slug}")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#tick-dns .mark")).to_have_css("animation-name", "on-its-way")
    page.unroute("**/roadmaps/**")  # goes on
    for slug in ("dns", "sockets"):
        expect_state(page, slug, "done")
    expect(page.locator("[aria-busy]")).to_have_count(0)


@pytest.mark.full
def test_a_mark_that_is_lost_is_on_its_way_no_longer(visit, learner):
    page = visit(PATH, as_=learner, failures=True)
    page.route("**/roadmaps/**", lambda route: route.abort())

    tick(page, "dns")

    expect(page.locator("#undo")).to_contain_text("did not reach the server")
    expect(page.locator("[aria-busy]")).to_have_count(0)


@pytest.mark.full
def test_a_phases_own_page_takes_marks(open_path, learner):
    page = open_path(f"{PATH}internet/")

    tick(page, "dns")

    expect_state(page, "dns", "done")
    assert page.url.partition("#")[0].endswith("/internet/")
    page.get_by_role("button", name="Undo").click()
    expect_state(page, "dns", "todo")


@pytest.mark.parametrize("at", ["topic", pytest.param("phase", marks=pytest.mark.full)])
def test_resources_are_ticked_as_read(open_path, learner, at):
    topic = make_topic()
    make_reference(resource=make_resource(), place=topic.phase)
    place = f"topics/{topic.slug}" if at == "topic" else topic.phase.slug
    page = open_path(f"/roadmaps/{topic.roadmap.slug}/{place}/")
    tick = page.locator("#reading button")

    tick.click()

    expect(tick).to_have_attribute("name", "unread")
    assert page.url.partition("#")[0].endswith(f"/{place}/")
    assert Read.objects.filter(learner=learner).count() == 1
    tick.click()
    expect(tick).to_have_attribute("name", "read")


@pytest.mark.full
def test_a_loop_is_complete_with_one_of_its_topics(visit, learner):
    group = make_group(phase=make_phase(title="Choosing"))
    make_topic(group=group)
    make_topic(group=group)
    page = visit(f"/roadmaps/{group.roadmap.slug}/{group.phase.slug}/", as_=learner)

    tick(page, group.topics.first().slug)

    expect(page.locator(f"#mark-{group.key}")).to_have_attribute("data-state", "done")


def test_two_tabs_set_states_and_never_toggle(visit, learner):
    one = visit(PATH, as_=learner)
    two = one.context.new_page()
    two.goto(PATH)
    tick(one, "dns")
    expect_state(one, "dns", "done")

    tick(two, "dns")

    expect_state(two, "dns", "done")
    tick(two, "sockets")
    expect_state(two, "sockets", "done")
    expect(two.locator("#progress .count")).to_have_text("2 of 68")
    one.reload()
    expect_state(one, "sockets", "done")
    assert states(learner) == {"dns": "done", "sockets": "done"}


def test_quick_ticks_are_all_kept(visit, learner):
    page = visit(PATH, as_=learner)
    slugs = ["tcp-ip", "http-https", "dns", "osi-model", "sockets", "tls-ssl"]

    page.evaluate("slugs => slugs.forEach(slug => document.getElementById(`tick-${slug}`).click())", slugs)

    for slug in slugs:
        expect_state(page, slug, "done")
    assert states(learner) == dict.fromkeys(slugs, "done")
    expect(page.locator("#progress .count")).to_have_text("6 of 68")


@pytest.mark.full
def test_a_double_click_is_one_tick(visit, learner):
    page = visit(PATH, as_=learner)

    page.evaluate("() => { const tick = document.getElementById('tick-dns'); tick.click(); tick.click(); }")

    expect_state(page, "dns", "done")
    page.wait_for_load_state("networkidle")
    expect_state(page, "dns", "done")
    assert learner.activities.count() == 1


def test_a_lost_connection_is_said_and_loses_nothing(visit, learner):
    page = visit(PATH, as_=learner, failures=True)
    page.route("**/roadmaps/**", lambda route: route.abort())

    tick(page, "dns")

    expect(page.locator("#undo")).to_contain_text("did not reach the server")
    expect_state(page, "dns", "todo")
    page.unroute("**/roadmaps/**")
    tick(page, "dns")
    expect_state(page, "dns", "done")
    assert states(learner) == {"dns": "done"}


@pytest.mark.full
def test_what_the_server_refuses_is_said(visit, learner):
    page = visit(PATH, as_=learner, failures=True)
    page.evaluate("document.getElementById('tick-dns').value = 'dns:finished'")

    tick(page, "dns")

    expect(page.locator("#undo")).to_have_text("A topic is to do, learning, done or skipped.")


@pytest.mark.full
def test_a_session_that_has_ended_is_said(visit, learner):
    page = visit(PATH, as_=learner, failures=True)
    page.context.clear_cookies()

    tick(page, "dns")

    expect(page.locator("#undo")).to_contain_text("You have been signed out")
    expect(page.locator("#undo").get_by_role("link", name="Reload")).to_be_visible()
    assert states(learner) == {}
