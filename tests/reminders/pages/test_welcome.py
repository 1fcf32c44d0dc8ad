"""What somebody is asked about mail at the first sign-in, and nobody twice."""

import pytest
from django.core.cache import cache
from django.test import Client

from progress.reminders.choosing import Chosen, chosen_by
from progress.reminders.models import CHOSEN, Kind, MailChoices
from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD, code_in_mail, enter_code, join, sign_in, sign_up
from tests.factories import make_learner, make_topic
from tests.mails import sent
from tests.pages.markup import read

pytestmark = pytest.mark.django_db

WELCOME = "/welcome/"
NOOR = "noor@cairn.example"


@pytest.fixture(autouse=True)
def no_limit_reached_before():
    cache.clear()


@pytest.fixture
def learner():
    return make_learner()


@pytest.fixture
def browser(learner):
    client = Client()
    client.force_login(learner)
    return client


def test_whoever_has_signed_up_is_asked_and_led_on(client):
    asked = join(client, NOOR, next="/today/")
    assert asked.url == "/welcome/?next=/today/"

    answered = client.post(asked.url, {"act": "none"})

    assert answered.url == "/today/"


def test_what_a_visitor_has_marked_joins_before(client):
    topic = make_topic()
    client.post(f"/roadmaps/{topic.roadmap.slug}/", {"mark": f"{topic.slug}:done"})

    join(client, NOOR)

    assert User.objects.get().marks.get().topic == topic


def test_signing_up_that_was_gone_on_with_in_another_browser_leads_there_too(client):
    sign_up(client, NOOR)
    cache.clear()  # one code in ten seconds
    another = Client()
    sign_in(another, NOOR)

    asked = enter_code(another, code_in_mail())

    assert asked.url == "/welcome/?next=/"


def test_whoever_has_an_account_is_not_bothered(client):
    User.objects.create_user(NOOR, PASSWORD)

    assert sign_in(client, NOOR).url == "/"


def test_the_second_sign_in_asks_no_more_even_without_an_answer(client):
    join(client, NOOR)
    client.post("/accounts/logout/")

    assert sign_in(client, NOOR).url == "/"
    assert not MailChoices.objects.exists()


def test_everything_is_off_and_shows_what_it_looks_like(browser):
    page = read(browser.get(WELCOME)).one("main")

    boxes = page.all("input", type="checkbox")
    assert len(boxes) == 7 + len(CHOSEN) - 1
    assert not [box for box in boxes if "checked" in box.attributes]
    assert len([letter for letter in page.all(class_="letter") if letter.text]) == len(CHOSEN)


def test_none_is_as_easy_as_choosing(browser):
    page = read(browser.get(WELCOME)).one("main")

    buttons = {button.text: button["class"] for button in page.all("button")}

    assert buttons == {"None for now": "button", "Save what I chose": "button"}
    assert page.all("button")[0].text == "None for now"


def test_what_is_chosen_is_kept(browser, learner):
    form = {"weekdays": ["0", "2"], "kinds": "at_risk", "at": "08:15", "quiet_from": "21:00"}

    browser.post(WELCOME, form | {"quiet_until": "06:30", "act": "save"})

    assert chosen_by(learner.pk).all == {Kind.REMINDER, Kind.AT_RISK}
    assert str(chosen_by(learner.pk).at) == "08:15:00"


def test_none_for_now_keeps_nothing_of_what_was_ticked(browser, learner):
    browser.post(WELCOME, {"weekdays": ["0"], "kinds": "digest", "at": "nonsense", "act": "none"})

    assert chosen_by(learner.pk) == Chosen()


def test_whoever_has_answered_is_not_asked_again(browser):
    browser.post(WELCOME, {"act": "none"})

    assert browser.get(f"{WELCOME}?next=/streak/").url == "/streak/"


def test_a_mistake_is_said_and_nothing_is_lost(browser):
    form = {"weekdays": ["3"], "kinds": "nudge", "at": "05:00", "quiet_from": "22:00"}

    page = read(browser.post(f"{WELCOME}?next=/today/", form | {"quiet_until": "07:00"})).one("main")

    assert "05:00 is in your quiet hours" in page.text
    assert {box["value"] for box in page.all("input", type="checkbox") if "checked" in box.attributes} == {
        "3",
        "nudge",
    }
    assert not MailChoices.objects.exists()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_it_leads_nowhere_else(browser, target):
    assert browser.post(f"{WELCOME}?next={target}", {"act": "none"}).url == "/"


def test_nothing_is_sent_by_asking(client):
    join(client, NOOR)
    client.get(WELCOME)

    assert len(sent()) == 1  # the code


def test_a_page_made_for_another_changes_nothing(browser, learner):
    assert browser.post(WELCOME, {"act": "none", "whose": "somebody"}).status_code == 409

    assert not MailChoices.objects.exists()


def test_the_page_asks_little_of_the_database(browser, django_assert_num_queries):
    with django_assert_num_queries(4):  # session, person, choices, streak
        browser.get(WELCOME)
