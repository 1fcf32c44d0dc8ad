"""Codes and the like: through the ledger, in no request's time, and at once."""

import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from progress.reminders.account_mail import carry
from progress.reminders.addresses import suppress
from progress.reminders.ledger import claiming, finishing
from progress.reminders.models import Kind, Mail, MailState, Suppression
from progress.reminders.sending import at_once
from progress.reminders.sending.sender import send_due
from roadmap_site.accounts.models import User
from roadmap_site.accounts.post import Parcel
from roadmap_site.local.places import PROJECT
from tests.accounts.ways import PASSWORD, change_address, enter_code, sign_in, sign_up
from tests.mails import sent

ROBIN, NOBODY = "robin@cairn.example", "nobody@cairn.example"
RESET, SIGN_UP, CHANGE = "/accounts/password/reset/", "/accounts/signup/", "/accounts/password/change/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def robin(db):
    return User.objects.create_user(ROBIN, PASSWORD)


@pytest.fixture
def relay(tmp_path, settings):
    """Have mail go over TCP to one that misbehaves as an address asks; return what it notes of each taken."""
    log = tmp_path / "log"
    command = [sys.executable, "-m", "bench.relay", str(log)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        settings.EMAIL_BACKEND = "progress.reminders.sending.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(process.stdout.readline())
        yield lambda: log.read_text().splitlines()
        process.kill()


def send_now(later=timedelta(0)):
    for _ in send_due(lambda: timezone.now() + later):
        pass


def change_password(client):
    client.post(
        CHANGE, {"oldpassword": PASSWORD, "password1": "four small stones", "password2": "four small stones"}
    )


def carry_one(subject="Subject", to=ROBIN, person=None, **headers):
    message = EmailMessage(subject, "Text", to=[to], headers=headers)
    carry(Parcel(message, person, asked_for=False, lasts=60 * MINUTE), timezone.now())


def posted(**parts):
    carry_one(**parts)
    return Mail.objects.latest("pk")


def test_a_code_is_posted_with_what_the_request_did(client, db):
    sign_up(client, "noor@cairn.example")

    mail = Mail.objects.get()
    assert (mail.kind, mail.state, mail.recipient) == (Kind.ACCOUNT, MailState.DUE, User.objects.get())
    assert mail.told["to"] == "noor@cairn.example"
    assert mail.expires_at - mail.due_at == 15 * MINUTE


def test_what_was_sent_is_not_kept(client, db):
    sign_up(client, "noor@cairn.example")

    assert [message.to for message in sent()] == [["noor@cairn.example"]]

    mail = Mail.objects.get()
    assert (mail.state, mail.told) == (MailState.SENT, None)


@pytest.mark.django_db(transaction=True)
def test_it_leaves_right_after_the_request_without_a_worker(client):
    cache.clear()  # attempts that other tests have committed
    sign_up(client, "noor@cairn.example")

    at_once._thread().submit(int).result(30)
    assert Mail.objects.get().state == MailState.SENT


def test_a_code_that_comes_too_late_is_not_sent(client, db):
    sign_up(client, "noor@cairn.example")

    send_now(later=15 * MINUTE)

    mail = Mail.objects.get()
    assert (mail.state, mail.reason, mail.told) == (MailState.SKIPPED, "expired", None)
    assert sent() == []


def test_a_link_may_come_hours_later(client, robin):
    client.post(RESET, {"email": ROBIN})

    send_now(later=23 * 60 * MINUTE)

    assert [message.to for message in sent()] == [[ROBIN]]


def test_before_an_address_is_changed_both_get_their_mail(client, robin):
    sign_in(client, ROBIN)
    change_address(client, "new@cairn.example")
    code = sent()[-1].subject.split()[0]
    enter_code(client, code)

    assert [message.to for message in sent()] == [["new@cairn.example"], [ROBIN]]
    assert {mail.recipient for mail in Mail.objects.all()} == {robin}


@pytest.mark.parametrize("address", [ROBIN, NOBODY], ids=["known", "unknown"])
@pytest.mark.parametrize("way", [RESET, SIGN_UP])
@pytest.mark.django_db(transaction=True)
def test_no_request_waits_for_a_relay_that_hangs(robin, relay, settings, address, way):
    settings.EMAIL_TIMEOUT = 3
    User.objects.filter(pk=robin.pk).update(email=f"hang.ehlo.9.{ROBIN}")
    began = time.monotonic()

    answer = Client().post(way, {"email": f"hang.ehlo.9.{address}", "password1": PASSWORD})

    assert answer.status_code == 302
    assert time.monotonic() - began < 1
    at_once._thread().submit(int).result(30)


def test_mail_to_somebody_and_to_nobody_takes_two_statements(robin, django_assert_num_queries):
    for person in (robin, None):
        with django_assert_num_queries(2):
            carry_one(person=person)


def test_while_the_relay_is_out_of_order_it_waits(client, robin, relay):
    posted(to="451.rcpt.1.a@b.example")
    send_now()
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, mail.told["to"]) == (MailState.DUE, 1, "451.rcpt.1.a@b.example")

    send_now(later=MINUTE)

    (note,) = relay()
    assert "451.rcpt.1.a@b.example" in note and f"<reminder-{mail.pk}@127.0.0.1>" in note
    assert Mail.objects.get().state == MailState.SENT


def test_what_was_perhaps_taken_is_sent_again(client, robin, relay):
    posted(to="mute.end.1.a@b.example")

    send_now()
    send_now(later=MINUTE)

    assert ["mute.end.1.a@b.example" in note for note in relay()] == [True, True]
    assert Mail.objects.get().state == MailState.SENT


def test_what_a_sender_had_when_it_died_is_sent_again(robin):
    mail = posted(person=robin)
    (claimed,) = claiming.claim(timezone.now())
    finishing.begin(claimed, suppressed=False, at=timezone.now())
    Mail.objects.update(lease_until=timezone.now() - MINUTE)

    assert [message.to for message in sent()] == [[ROBIN]]
    mail.refresh_from_db()
    assert mail.state == MailState.SENT


def test_a_suppressed_address_gets_what_somebody_asked_for(client, robin):
    suppress(ROBIN, why=Suppression.Why.COMPLAINT, at=timezone.now())

    client.post(RESET, {"email": ROBIN})

    assert [message.to for message in sent()] == [[ROBIN]]


def test_a_suppressed_address_is_told_nothing_else(client, robin):
    suppress(ROBIN, why=Suppression.Why.COMPLAINT, at=timezone.now())
    sign_in(client, ROBIN)

    change_password(client)

    assert sent() == []
    assert [(mail.state, mail.reason) for mail in Mail.objects.all()] == [(MailState.SKIPPED, "suppressed")]


def test_suppressing_an_address_leaves_alone_what_was_asked_for(client, robin):
    client.post(RESET, {"email": ROBIN})

    suppress(ROBIN, why=Suppression.Why.BOUNCE, at=timezone.now())

    assert Mail.objects.get().state == MailState.DUE


def test_a_line_break_in_a_subject_adds_no_header(robin):
    posted(subject="Hello\r\nBcc: all@cairn.example")

    (message,) = sent()
    assert message.message()["Subject"] == "Hello Bcc: all@cairn.example"
    assert message.message()["Bcc"] is None
    assert message.recipients() == [ROBIN]


def test_a_line_break_in_a_header_is_the_end_of_that_mail_alone(robin):
    broken, whole = posted(**{"X-Stone": "flat\r\nBcc: all@cairn.example"}), posted()

    assert len(sent()) == 1
    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, whole.state) == (MailState.FAILED, MailState.SENT)


def test_a_hostile_name_reaches_no_header(client, robin):
    User.objects.update(name="Robin\r\nBcc: all@cairn.example")
    sign_in(client, ROBIN)

    change_password(client)

    (message,) = sent()
    assert "all@cairn.example" not in str(message.message())
