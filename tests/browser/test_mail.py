"""Mail chosen, stopped, taken back and explained in a browser, with scripts and without."""

from datetime import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from progress.reminders.choosing import Chosen, choose, chosen_by
from progress.reminders.models import CHOSEN, Kind
from progress.reminders.tokens import token_of
from tests.browser.looks import NARROW, assert_fits_enlarged, assert_readable
from tests.factories import make_learner
from tests.mails import sent

PATH = "/settings/mail/"
SOME = Chosen((0, 2), frozenset({Kind.AT_RISK}), time(18))


@pytest.fixture
def reader(learner):
    choose(person=learner, chosen=SOME, at=timezone.now())
    return learner


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def test_days_kinds_and_a_time_are_chosen(open_path, learner):
    page = open_path(PATH)

    page.get_by_label("Monday").check()
    page.get_by_label("Thursday").check()
    page.get_by_label("Weekly digest", exact=True).check()
    page.get_by_label("Time of day").fill("08:15")
    press(page, "Save")

    expect(page.locator("#undo")).to_contain_text("Saved.")
    expect(page.locator("#next")).to_contain_text("08:15 in UTC")
    assert chosen_by(learner.pk) == Chosen((0, 3), frozenset({Kind.DIGEST}), time(8, 15))


@pytest.mark.parametrize("how", ["button", pytest.param("key", marks=pytest.mark.full)])
def test_a_choice_is_undone(open_path, scripts, reader, how):
    page = open_path(PATH)
    press(page, "Switch all off")
    expect(page.locator("#undo-button")).to_be_visible()
    page.wait_for_load_state()  # path.js listens by then

    if how == "key" and scripts:
        page.keyboard.press("u")
    else:
        page.locator("#undo-button").click()

    expect(page.locator("#undo")).to_contain_text("Undone.")
    assert chosen_by(reader.pk) == SOME


@pytest.mark.full
def test_the_way_back_goes_after_ten_seconds(visit, reader):
    page = visit(PATH, as_=reader)
    page.clock.install()
    press(page, "Switch all off")
    expect(page.locator("#undo-button")).to_be_visible()
    page.mouse.move(0, 0)

    page.clock.run_for(11_000)

    expect(page.locator("#undo")).to_be_empty()


@pytest.mark.full
def test_a_quiet_hour_is_mended_with_all_kept(open_path, learner):
    page = open_path(PATH)
    page.get_by_label("Sunday").check()
    page.get_by_label("Time of day").fill("23:30")
    press(page, "Save")

    expect(page.get_by_text("23:30 is in your quiet hours")).to_be_visible()
    expect(page.get_by_label("Sunday")).to_be_checked()
    page.get_by_label("Quiet from").fill("23:45")
    press(page, "Save")

    expect(page.locator("#undo")).to_contain_text("Saved.")
    assert chosen_by(learner.pk).weekdays == (6,)


@pytest.mark.full
def test_an_example_is_shown_as_text_and_with_its_colours(open_path):
    page = open_path(PATH)
    offer = page.locator(".offer").nth(1)
    offer.get_by_text("What it looks like").click()
    expect(offer.locator(".letter")).to_contain_text("Hello Robin")

    offer.get_by_role("link", name="See it with its colours").click()

    expect(page.get_by_role("link", name="Open today")).to_be_visible()
    assert (
        page.get_by_role("link", name="Open today").evaluate("e => getComputedStyle(e).display") != "inline"
    )


@pytest.mark.full
def test_one_is_sent_now(open_path, learner):
    page = open_path(PATH)

    press(page, "Send me one now")
    expect(page.locator("#undo")).to_contain_text(f"One is on its way to {learner.email}.")
    assert [message.to for message in sent() if learner.email in message.to] == [[learner.email]]
    page.reload()

    expect(page.locator(".fates")).to_contain_text("Sent at")
    press(page, "Send me one now")
    expect(page.locator("#undo")).to_contain_text("less than a minute ago")


@pytest.mark.full
def test_a_day_is_explained(open_path, reader):
    page = open_path(PATH)
    page.get_by_label("Date").fill(timezone.localdate().isoformat())

    press(page, "Explain")

    expect(page.locator(".case").first).to_contain_text("Is it chosen? Yes.")
    expect(page.locator(".case").last.locator("li").first).to_be_hidden()
    page.locator(".case summary").last.click()
    expect(page.locator(".case").last).to_contain_text("It is switched off.")


def test_a_link_in_a_mail_stops_it_and_back(visit, scripts, reader):
    page = visit(f"/mail/stop/{token_of(reader.pk, Kind.REMINDER)}/", java_script_enabled=scripts)

    press(page, "Stop reminders")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reminders are stopped")
    assert chosen_by(reader.pk).weekdays == ()
    press(page, "Undo")

    expect(page.get_by_text("Undone.")).to_be_visible()
    assert chosen_by(reader.pk) == SOME


def test_all_is_chosen_without_signing_in(visit, scripts, reader):
    page = visit(f"/mail/choices/{token_of(reader.pk, None)}/", java_script_enabled=scripts)
    expect(page.get_by_label("Wednesday")).to_be_checked()

    page.get_by_label("Wednesday").uncheck()
    press(page, "Save")
    expect(page.locator("#undo")).to_contain_text("Saved.")
    assert chosen_by(reader.pk).weekdays == (0,)
    page.locator("#undo-button").click()

    expect(page.locator("#undo")).to_contain_text("Undone.")
    expect(page.get_by_label("Wednesday")).to_be_checked()
    assert chosen_by(reader.pk) == SOME


@pytest.mark.full
def test_whoever_is_asked_at_first_may_choose_none(open_path, learner):
    page = open_path("/welcome/?next=/today/")

    page.get_by_role("button", name="None for now").first.click()

    expect(page).to_have_title("Today · Cairn")
    assert chosen_by(learner.pk) == Chosen()


def addresses(reader):
    """Pages that test_looks.py does not know, since each is for one person."""
    today = timezone.localdate().isoformat()
    yield reader, f"{PATH}?on={today}"
    yield make_learner(), "/welcome/"
    yield None, f"/mail/choices/{token_of(reader.pk, None)}/"
    yield None, f"/mail/stop/{token_of(reader.pk, Kind.AT_RISK)}/"
    yield None, "/mail/stop/no-such-token/"


def unfolded(page):
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    return page


@pytest.mark.full
@pytest.mark.parametrize("number", range(5))
def test_the_pages_look_well(visit, reader, number):
    person, address = list(addresses(reader))[number]
    page = unfolded(visit(address, as_=person, failures=True))

    assert_readable(page)
    assert_fits_enlarged(page)


@pytest.mark.full
@pytest.mark.parametrize("kind", CHOSEN)
def test_an_example_keeps_the_policy(visit, kind):
    page = visit(f"{PATH}example/{kind.value}/", viewport=NARROW)

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
