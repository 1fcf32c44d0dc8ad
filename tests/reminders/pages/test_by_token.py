"""Stopping and choosing mail by a link in one, without signing in."""

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from progress.reminders.choosing import chosen_by
from progress.reminders.models import CHOSEN, Kind, Mail, MailChoices
from progress.reminders.schedule.planning import plan
from progress.reminders.tokens import token_of
from roadmap_site.accounts.models import User
from tests.factories import make_learner
from tests.pages.markup import read
from tests.reminders.people import EVERY_DAY, make_reader, next_due

pytestmark = pytest.mark.django_db

ALL_ON = {kind.value: True for kind in CHOSEN if kind != Kind.REMINDER} | {"weekdays": EVERY_DAY}
ONE_CLICK = "List-Unsubscribe=One-Click"


@pytest.fixture
def person():
    return make_reader(chosen_at=timezone.now(), **ALL_ON)


@pytest.fixture
def program():
    """What opens links and presses buttons without having seen a page: no cookie, no token."""
    return Client(enforce_csrf_checks=True)


def stop_link(person, kind):
    return f"/mail/stop/{token_of(person.pk, kind)}/"


def choices_link(person):
    return f"/mail/choices/{token_of(person.pk, None)}/"


def is_on(person):
    return chosen_by(person.pk).all


@pytest.mark.parametrize("kind", [*CHOSEN, None])
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_page_stops_nothing(program, person, kind, method):
    answer = getattr(program, method)(stop_link(person, kind))

    assert answer.status_code == 200
    assert is_on(person) == set(CHOSEN)


@pytest.mark.parametrize("kind", CHOSEN)
def test_one_press_stops_one_kind(program, person, kind):
    page = read(program.get(stop_link(person, kind))).one("main")
    (button,) = page.all("button")
    assert page.one("h1").text == f"{button.text}?"

    answer = program.post(stop_link(person, kind))

    assert answer.status_code == 200
    assert is_on(person) == set(CHOSEN) - {kind}


def test_everything_is_stopped_by_the_link_for_it(program, person):
    answer = program.post(stop_link(person, None))

    assert "All mail is stopped" in answer.text
    assert is_on(person) == set()


@pytest.mark.parametrize(
    "body, content_type",
    [
        (ONE_CLICK, "application/x-www-form-urlencoded"),
        (encode_multipart(BOUNDARY, {"List-Unsubscribe": "One-Click"}), MULTIPART_CONTENT),
        (ONE_CLICK, "text/plain"),
        ("", "application/x-www-form-urlencoded"),
        (ONE_CLICK, "multipart/form-data"),
        ("--wrong", "multipart/form-data; boundary=" + "x" * 300),
        (ONE_CLICK, "application/x-www-form-urlencoded; charset=latin-1"),
        ("&".join(f"a{n}=1" for n in range(2000)), "application/x-www-form-urlencoded"),
    ],
)
def test_mail_programs_stop_it_by_one_press_of_theirs(program, person, body, content_type):
    answer = program.generic("POST", stop_link(person, Kind.NUDGE), body, content_type)

    assert answer.status_code == 200  # RFC 8058, section 3.1: no redirect
    assert is_on(person) == set(CHOSEN) - {Kind.NUDGE}
    assert not answer.cookies


def test_what_was_planned_is_not_sent_either(program):
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=timezone.now())
    list(plan(next_due(person)))
    assert Mail.objects.get().state == "due"

    program.post(stop_link(person, Kind.REMINDER))

    assert (Mail.objects.get().state, Mail.objects.get().reason) == ("skipped", "stopped")
    assert MailChoices.objects.get().next_due_at is None


def press(client, address, page, words):
    """Press the button that says `words` on a page at `address`."""
    button = next(button for button in read(page).one("main").all("button") if button.text == words)
    return client.post(address, {button["name"]: button["value"]})


def test_stopping_is_undone_by_one_press(program, person):
    before, link = chosen_by(person.pk), stop_link(person, Kind.REMINDER)
    stopped = program.post(link)

    undone = press(program, link, stopped, "Undo")

    assert "Undone." in undone.text
    assert chosen_by(person.pk) == before


def test_after_one_kind_all_can_be_stopped(program, person):
    link = stop_link(person, Kind.REMINDER)

    page = press(program, link, program.post(link), "Stop all mail")

    assert is_on(person) == set()
    assert "Stop all mail" not in page.text


def test_the_page_leads_to_all_that_can_be_chosen(program, person):
    link = stop_link(person, Kind.DIGEST)

    for page in (program.get(link), program.post(link)):
        (way,) = [way["href"] for way in read(page).one("main").all("a")]
        assert program.get(way).status_code == 200


def test_stopping_again_is_fine_and_has_nothing_to_undo(program, person):
    program.post(stop_link(person, Kind.DIGEST))

    page = program.post(stop_link(person, Kind.DIGEST))

    assert "The weekly digest is stopped" in page.text
    assert "Undo" not in page.text


def test_nothing_tells_that_an_account_is_gone(program, person):
    link = stop_link(person, Kind.DIGEST)
    program.post(link)
    before = program.get(link).text, program.post(link).text

    User.objects.filter(pk=person.pk).delete()

    assert (program.get(link).text, program.post(link).text) == before
    assert program.get(choices_link(person)).text == program.get("/mail/choices/no-such/").text


@pytest.mark.parametrize("page", ["stop", "choices"])
@pytest.mark.parametrize("token", ["no-such-token", "1-all.abc", "%00", "ü", "x" * 3000])
def test_a_damaged_link_says_what_to_do(program, page, token):
    for answer in (program.get(f"/mail/{page}/{token}/"), program.post(f"/mail/{page}/{token}/")):
        assert answer.status_code == 404
        assert "copy all of it from the mail" in answer.text
        assert answer["Referrer-Policy"] == "no-referrer"


def test_a_token_is_for_its_person_whoever_is_signed_in(program, person):
    another = make_reader(chosen_at=timezone.now(), **ALL_ON)
    program.force_login(another)

    program.post(stop_link(person, None))

    assert (is_on(person), is_on(another)) == (set(), set(CHOSEN))


def test_a_token_of_one_kind_shows_and_chooses_all(program, person):
    """Both links stand in the same mail."""
    assert program.get(f"/mail/choices/{token_of(person.pk, Kind.NUDGE)}/").status_code == 200


def chosen(**overrides):
    return {"weekdays": ["1"], "at": "19:30", "quiet_from": "22:00", "quiet_until": "07:00"} | overrides


def test_all_is_chosen_signed_out(program, person):
    answer = program.post(choices_link(person), chosen(kinds=["digest", "message"]))

    assert "Saved." in answer.text
    assert is_on(person) == {Kind.REMINDER, Kind.DIGEST, Kind.MESSAGE}
    assert str(chosen_by(person.pk).at) == "19:30:00"
    assert not answer.cookies


def test_choosing_is_undone_signed_out(program, person):
    before = chosen_by(person.pk)
    page = program.post(choices_link(person), chosen())
    word = read(page).one(id="undo-button")["value"]

    page = program.post(choices_link(person), {"undo": word})

    assert "Undone." in page.text
    assert chosen_by(person.pk) == before


def test_all_is_stopped_on_the_page_of_choices(program, person):
    program.post(choices_link(person), {"act": "none"})

    assert is_on(person) == set()


def test_a_mistake_signed_out_loses_nothing(program, person):
    page = program.post(choices_link(person), chosen(at="23:00", kinds=["digest"]))

    form = read(page).one("main")
    assert "23:00 is in your quiet hours" in form.text
    assert form.one("input", name="at")["value"] == "23:00"
    assert is_on(person) == set(CHOSEN)


def test_nothing_but_the_choices_is_shown(program):
    person = make_learner(name="Quilla Ferrante", email="quilla@cairn.example")

    for page in (program.get(choices_link(person)), program.post(choices_link(person), chosen())):
        assert "q…@cairn.example" in page.text
        assert "Quilla" not in page.text
        assert "quilla@" not in page.text


@pytest.mark.parametrize("link", [choices_link, lambda person: stop_link(person, Kind.NUDGE)])
def test_nobody_hears_of_the_address(program, person, link):
    for answer in (program.get(link(person)), program.post(link(person))):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("mails", [1, 60])
def test_stopping_takes_as_many_statements_whatever_waits(program, django_assert_num_queries, mails):
    person = make_reader(chosen_at=timezone.now(), **ALL_ON)
    now = timezone.now()
    Mail.objects.bulk_create(
        Mail(recipient=person, kind="message", key=str(n), due_at=now, expires_at=now) for n in range(mails)
    )

    with django_assert_num_queries(11):
        program.post(stop_link(person, Kind.MESSAGE))
    with django_assert_num_queries(0):
        program.get(stop_link(person, Kind.MESSAGE))
    with django_assert_num_queries(2):
        program.get(choices_link(person))
