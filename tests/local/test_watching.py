"""An editor saves a content file, and the open page shows what came of it."""

import json
import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.local.copies import eventually
from tests.programs import chromium

WITHIN = 2000  # milliseconds
pytestmark = [pytest.mark.full, pytest.mark.xdist_group("copy")]


@pytest.fixture(scope="module")
def run(copy):
    with copy.running() as run:
        yield run


@pytest.fixture
def summary(copy) -> Iterator:
    """The first roadmap's file, which says what it is about in its tagline; put back afterwards."""
    file = sorted((copy.folder / "content" / "roadmaps").glob("*/roadmap.yaml"))[0]
    before = file.read_text()
    yield file
    file.write_text(before)


@pytest.fixture
def page(run) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{run.copy.port}/")
        page.wait_for_timeout(500)
        yield page
        browser.close()


def state(run) -> dict:
    return json.loads(run.get("/local/content/"))


def with_tagline(text: str, tagline: str) -> str:
    changed, number = re.subn(r"^tagline: .*$", f"tagline: {tagline}", text, flags=re.MULTILINE)
    assert number == 1
    return changed


def test_a_mistake_is_told_and_then_forgotten(run, summary):
    good, version = summary.read_text(), state(run)["version"]

    summary.write_text(with_tagline(good, "[]"))
    deadline = time.monotonic() + WITHIN / 1000
    while not (errors := state(run)["errors"]) and time.monotonic() < deadline:
        time.sleep(0.05)
    summary.write_text(good)

    assert re.match(r"content/roadmaps/.*/roadmap\.yaml:\d+:\d+: ", errors[0])
    assert state(run)["version"] == version


def test_a_folder_that_was_away_is_watched_again(run, summary):
    folder = run.copy.folder / "content"
    away = folder.with_name("away")

    folder.rename(away)
    assert eventually(lambda: "can't be read" in "".join(state(run)["errors"]))
    away.rename(folder)
    assert eventually(lambda: state(run)["errors"] == [])
    time.sleep(1)
    summary.write_text(with_tagline(summary.read_text(), "[]"))

    assert eventually(lambda: "roadmap.yaml" in "".join(state(run)["errors"]))


def test_the_open_page_shows_a_change(page, summary):
    summary.write_text(with_tagline(summary.read_text(), "A line about to be read."))

    expect(page.get_by_text("A line about to be read.").first).to_be_visible(timeout=WITHIN)


def test_the_open_page_shows_mistakes_until_they_are_mended(page, summary):
    good = summary.read_text()

    summary.write_text(with_tagline(good, "[]"))
    expect(page.get_by_role("alert")).to_contain_text("roadmap.yaml:", timeout=WITHIN)
    expect(page.get_by_role("alert")).to_have_css("position", "fixed")
    summary.write_text(good)

    expect(page.get_by_role("alert")).to_have_count(0, timeout=WITHIN)


def test_a_page_on_which_somebody_types_stays(run, page, summary):
    page.goto(f"http://127.0.0.1:{run.copy.port}/accounts/login/")
    page.get_by_role("textbox").first.fill("half an addr")
    version = state(run)["version"]

    summary.write_text(with_tagline(summary.read_text(), "Another line."))
    page.wait_for_timeout(WITHIN)

    assert state(run)["version"] != version
    expect(page.get_by_role("textbox").first).to_have_value("half an addr")
