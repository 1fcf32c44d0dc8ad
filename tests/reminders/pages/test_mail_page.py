"""The settings' page about mail: choosing, taking back, a sample, and what became of the last mails."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as site
from django.test import Client
from django.utils import timezone

from progress.reminders.addresses import suppress
from progress.reminders.choosing import Chosen, chosen_by
from progress.reminders.models import CHOSEN, Kind, Mail, MailChoices, Suppression
from progress.reminders.pages.samples import BETWEEN, ask_for_sample
from tests.factories import make_learner
from tests.mails import sent
from tests.pages.markup import read
from tests.reminders.people import make_reader

pytestmark = pytest.mark.django_db

PATH = "/settings/mail/"
FORM = {
    "weekdays": ["0", "3"],
    "kinds": ["at_risk", "message"],
    "at": "19:30",
    "quiet_from": "22:00",
    "quiet_until": "07:00",
    "act": "save",
}
NOON = datetime(2026, 7, 7, 12, tzinfo=UTC)


@pytest.fixture
def learner():
    return make_learner(email="robin@cairn.example", time_zone="Europe/Berlin")


@pytest.fixture
def browser(learner):
    client = Client()
    client.force_login(learner)
    return client


def main(answer):
    return read(answer).one("main")


def ticked(page):
    return {box["value"] for box in page.all("input", type="checkbox") if "checked" in box.attributes}


def test_nothing_is_on_at_first(browser):
    page = main(browser.get(PATH))

    assert page.one(id="next").text == "Nothing is sent to you, but for mail about your account."
    assert ticked(page) == set()


def test_what_is_chosen_is_shown_again(browser, learner):
    assert browser.post(PATH, FORM).url == PATH

    page = main(browser.get(PATH))

    assert chosen_by(learner.pk).all == {Kind.REMINDER, Kind.AT_RISK, Kind.MESSAGE}
    assert ticked(page) == {"0", "3", "at_risk", "message"}
    assert page.one("input", name="at")["value"] == "19:30"
    assert page.one(id="next").text.startswith("Next: ")


def test_each_mail_is_shown_as_it_would_be(browser):
    letters = main(browser.get(PATH)).all(class_="letter")

    assert len(letters) == len(CHOSEN)
    assert all("Stop" in letter.text for letter in letters)


def test_a_choice_is_undone_once(browser, learner):
    browser.post(PATH, FORM)
    button = main(browser.get(PATH)).one(id="undo-button")

    undone = browser.post(PATH, {button["name"]: button["value"]}, follow=True)

    assert "Undone." in main(undone).one(id="undo").text
    assert chosen_by(learner.pk) == Chosen()
    assert not main(browser.get(PATH)).all(id="undo-button")


def test_saving_the_same_has_nothing_to_undo(browser):
    browser.post(PATH, FORM)
    browser.get(PATH)

    page = main(browser.post(PATH, FORM, follow=True))

    assert page.one(id="undo").text == "Saved."


def test_all_is_switched_off_and_brought_back(browser, learner):
    browser.post(PATH, FORM)
    before = chosen_by(learner.pk)

    page = main(browser.post(PATH, FORM | {"act": "none"}, follow=True))
    assert chosen_by(learner.pk) == before.without()
    browser.post(PATH, {"undo": page.one(id="undo-button")["value"]})

    assert chosen_by(learner.pk) == before


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"at": "23:15"}, "23:15 is in your quiet hours, from 22:00 to 07:00"),
        ({"at": "midnight"}, "“midnight” is no time of day. Write it as 18:00."),
        ({"at": ""}, "This is still empty."),
        ({"quiet_from": "25:00"}, "“25:00” is no time of day."),
        ({"at": "18\x00"}, "is no time of day."),
    ],
)
def test_a_mistake_says_what_to_do_and_loses_nothing(browser, typed, words):
    page = main(browser.post(PATH, FORM | typed))

    assert words in page.text
    assert ticked(page) == {"0", "3", "at_risk", "message"}
    for name, value in typed.items():
        assert (page.one("input", name=name).get("value") or "") == value
    assert not MailChoices.objects.exists()


def test_the_time_does_not_matter_where_nothing_comes_at_it(browser, learner):
    browser.post(PATH, FORM | {"weekdays": [], "at": "23:15"})

    assert chosen_by(learner.pk).all == {Kind.AT_RISK, Kind.MESSAGE}


@pytest.mark.parametrize("typed", [{"weekdays": ["7"]}, {"kinds": ["account"]}, {"kinds": ["<script>"]}])
def test_what_the_page_does_not_offer_is_refused(browser, typed):
    assert browser.post(PATH, FORM | typed).status_code == 200

    assert not MailChoices.objects.exists()


def test_a_time_may_be_typed_where_there_is_no_picker(browser, learner):
    browser.post(PATH, FORM | {"at": "8", "quiet_until": "6.30"})

    assert [str(chosen_by(learner.pk).at), str(chosen_by(learner.pk).quiet_until)] == ["08:00:00", "06:30:00"]


def test_a_page_made_for_another_changes_nothing(browser):
    assert browser.post(PATH, FORM | {"whose": "somebody"}).status_code == 409

    assert not MailChoices.objects.exists()


def test_one_is_sent_at_once(browser, learner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sending:
        page = main(browser.post(PATH, {"act": "sample"}, follow=True))

    assert page.one(id="undo").text == "One is on its way to robin@cairn.example."
    assert (Mail.objects.get().recipient, Mail.objects.get().kind) == (learner, Kind.SAMPLE)
    assert len(sending) == 1
    assert "One to look at" in page.text


def test_the_one_to_look_at_arrives_and_can_be_stopped(browser, learner):
    """It is a reminder, sent to somebody who has chosen none, with a link that stops reminders."""
    browser.post(PATH, {"act": "sample"})

    (message,) = sent()

    link = message.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(site.SITE_URL)
    assert message.to == [learner.email]
    assert "Sent at" in main(browser.get(PATH)).one(class_="fates").text
    assert "Reminders are stopped" in Client().post(link).text


def test_the_page_says_where_to_look_for_it(browser, settings):
    assert "Look into your inbox" in browser.get(PATH).text

    settings.SHOW_MAIL, settings.ROOT_URLCONF = True, "tests.local.mailbox_urls"
    page = main(browser.get(PATH))

    assert page.one("a", href="/mailbox/").text == "mailbox"


def test_one_a_minute_is_enough(learner):
    instants = [NOON, NOON + BETWEEN / 2, NOON + BETWEEN]

    words = [ask_for_sample(person=learner, at=at) for at in instants]

    assert words[0] == words[2] == "One is on its way to robin@cairn.example."
    assert words[1].startswith("One was sent less than a minute ago.")
    assert Mail.objects.count() == 2


def test_to_an_address_that_mail_does_not_reach_none_is_sent(browser, learner):
    suppress(learner.email, why=Suppression.Why.BOUNCE, at=NOON)

    page = main(browser.post(PATH, {"act": "sample"}, follow=True))

    assert "Tell another address" in page.one(id="undo").text
    assert "Mail to your address came back" in page.text
    assert not Mail.objects.exists()


def make_mails(person, number):
    now = timezone.now()
    Mail.objects.bulk_create(
        Mail(
            recipient=person,
            kind=Kind.MESSAGE,
            key=str(n),
            state="sent",
            due_at=now - n * timedelta(hours=1),
            done_at=now,
            expires_at=now,
        )
        for n in range(number)
    )


def test_the_last_mails_are_told_in_words(browser, learner):
    day = {"recipient": learner, "due_at": NOON, "expires_at": NOON, "done_at": NOON}
    Mail.objects.create(**day, kind=Kind.REMINDER, key="1", state="skipped", reason="paused")
    Mail.objects.create(**day | {"due_at": NOON + BETWEEN}, kind=Kind.DIGEST, key="2", state="sent")

    told = [row.text for row in main(browser.get(PATH)).one(class_="fates").all("li")]

    assert told == [
        "Tue 7 Jul, 14:01 Weekly digest Sent at 14:00.",
        "Tue 7 Jul, 14:00 Reminder Not sent: there is a pause.",
    ]


def test_the_last_ten_are_shown_and_nobody_elses(browser, learner):
    make_mails(learner, 12)
    make_mails(make_learner(), 3)

    assert len(main(browser.get(PATH)).one(class_="fates").all("li")) == 10


def test_a_day_is_explained_rule_by_rule(browser, learner):
    browser.post(PATH, FORM)
    today = timezone.localdate()

    page = main(browser.get(PATH, {"on": (today + timedelta(days=8)).isoformat()}))

    cases = page.all("details", class_="case")
    assert [case.one("summary").one("strong").text for case in cases] == [
        "Reminder",
        "Streak at risk",
        "Nudge after quiet days",
        "Weekly digest",
    ]
    assert ["open" in case.attributes for case in cases] == [True, True, False, False]
    assert "Is it chosen? Yes. It is, for Mon, Thu at 19:30." in cases[0].text
    assert cases[3].all("li", data_refused="")[0].text.startswith("Is it chosen? No.")


@pytest.mark.parametrize(
    "typed, words",
    [
        ("some day", "“some day” is no date. Write it as 2026-12-31."),
        ("", "This is still empty."),
        ("2999-01-01", "A forecast reaches a year ahead."),
        ("0001-01-01", "The account is there since"),
        ("2026-13-01\x00", "is no date."),
    ],
)
def test_what_cannot_be_explained_is_said_with_what_was_typed(browser, typed, words):
    page = main(browser.get(PATH, {"on": typed}))

    assert words in page.text
    assert (page.one("input", name="on").get("value") or "") == typed
    assert not page.all(class_="case")


def test_a_date_that_is_none_stays_short_enough_for_an_address(browser):
    """What is sent by GET is in the request's first line, which gunicorn limits."""
    field = main(browser.get(PATH, {"on": "some day"})).one("input", name="on")

    assert field["maxlength"] == "40"


@pytest.mark.parametrize("size", [0, 100])
def test_the_page_asks_as_much_whatever_there_is(size, django_assert_num_queries):
    person = make_reader("UTC", weekdays=[0], at_risk=True, digest=True, chosen_at=timezone.now())
    make_mails(person, size)
    client = Client()
    client.force_login(person)
    client.get(PATH)

    with django_assert_num_queries(8):  # session, person, choices, mails, facts twice, address, streak
        client.get(PATH)
    with django_assert_num_queries(12):
        client.get(PATH, {"on": timezone.localdate().isoformat()})
