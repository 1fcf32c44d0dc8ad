"""The mailbox of a running copy, in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import launched
from tests.browser.looks import assert_readable
from tests.local.copies import Copy

WITHIN = 2000  # milliseconds
HTML = (
    "<html lang='en'><head><title>x</title></head><body style='color: rgb(1, 2, 3)'><a href='/'>On</a></body>"
)
pytestmark = [pytest.mark.full, pytest.mark.xdist_group("copy")]


@pytest.fixture(scope="module")
def run(copy):
    with copy.running() as run:
        yield run


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def scripts(request) -> bool:
    return request.param


@pytest.fixture
def page(run, browser, scripts) -> Iterator[Page]:
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{run.copy.port}", java_script_enabled=scripts, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


SEND = """
from django.core.mail import EmailMultiAlternatives
mail = EmailMultiAlternatives({subject!r}, "Text", to=["noor@cairn.example"])
mail.attach_alternative({html!r}, "text/html")
mail.send()
"""


def send(copy: Copy, subject: str) -> None:
    done = copy.manage("shell", "-v0", "-c", SEND.format(subject=subject, html=HTML))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_a_mail_shows_by_itself(run, page):
    page.goto("/mailbox/")

    send(run.copy, "A stone has come")

    expect(page.get_by_role("link", name="A stone has come")).to_be_visible(timeout=WITHIN)


def test_a_mail_is_opened_with_its_own_looks(run, page):
    send(run.copy, "Open me")
    page.goto("/mailbox/")

    page.get_by_role("link", name="Open me").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Open me")
    body = page.frame_locator("iframe").locator("body")
    expect(body).to_have_css("color", "rgb(1, 2, 3)")
    with page.context.expect_page() as opened:
        body.get_by_role("link").click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"http://127.0.0.1:{run.copy.port}/"


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_everybody_can_read_it(run, page):
    send(run.copy, "Well made")
    page.goto("/mailbox/")
    assert_readable(page)

    page.get_by_role("link", name="Well made").first.click()
    assert_readable(page)


def test_an_address_for_mail_wins_over_it(copy):
    asked = "from django.conf import settings; print(settings.EMAIL_HOST, settings.SHOW_MAIL)"

    done = copy.call("manage.py", "shell", "-v0", "-c", asked, EMAIL_URL="smtp://relay.example:2525")

    assert done.stdout.strip() == "relay.example False"
