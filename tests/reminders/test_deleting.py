"""Mail and the end of an account: what is being sent finishes, the rest is gone."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from progress.reminders import personal as own
from progress.reminders.addresses import suppress, suppressed
from progress.reminders.ledger import claiming, finishing
from progress.reminders.models import Kind, Mail, MailChoices, MailState, Suppression
from roadmap_site.accounts import personal
from roadmap_site.accounts.erasure import erase
from tests.factories import make_learner
from tests.mails import sent
from tests.reminders.people import EVERY_DAY, make_reader

NOW = datetime(2026, 7, 7, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


def make_mail(person, state=MailState.DUE, kind=Kind.REMINDER, key="2026-07-07", **fields):
    told = {"due_at": NOW, "expires_at": NOW + HOUR}
    return Mail.objects.create(recipient=person, kind=kind, key=key, state=state, **told | fields)


def claimed_one(person):
    make_mail(person)
    (mail,) = claiming.claim(NOW)
    return mail


def begun(mail):
    return finishing.begin(mail, suppressed=False, at=NOW).verdict


@pytest.fixture
def reader(db):
    return make_reader("UTC", weekdays=EVERY_DAY)


def test_everything_goes_but_what_is_being_sent(reader):
    for state in MailState:
        make_mail(reader, state, Kind.SAMPLE, key=state, told={"words": "private"})

    erase(person=reader)

    (left,) = Mail.objects.all()
    assert (left.state, left.recipient, left.told) == (MailState.SENDING, None, None)
    assert not MailChoices.objects.exists()


def test_what_is_being_sent_finishes(reader):
    mail = claimed_one(reader)
    assert begun(mail) == finishing.GO

    erase(person=reader)
    finishing.sent(mail, NOW)

    assert Mail.objects.get().state == MailState.SENT


def test_what_was_being_sent_and_came_back_is_not_tried_again(reader):
    mail = claimed_one(reader)
    begun(mail)
    erase(person=reader)

    finishing.later(mail, "451 not now", NOW)

    Mail.objects.update(due_at=NOW, expires_at=NOW + 1000 * 24 * HOUR)
    assert sent() == []
    assert Mail.objects.get().state in (MailState.SKIPPED, MailState.FAILED)


def test_what_was_claimed_is_not_begun(reader):
    mail = claimed_one(reader)

    erase(person=reader)

    assert begun(mail) is None


def test_mail_to_the_address_without_an_account_goes_too(reader):
    other = {"kind": Kind.ACCOUNT, "recipient": None, "due_at": NOW, "expires_at": NOW}
    Mail.objects.create(**other, key="1", told={"to": reader.email.upper()})
    kept = Mail.objects.create(**other, key="2", told={"to": "somebody@else.example"})

    erase(person=reader)

    assert Mail.objects.get() == kept


def test_a_suppressed_address_stays_so(reader):
    suppress(reader.email, why=Suppression.Why.COMPLAINT, at=NOW)

    erase(person=reader)

    assert suppressed([reader.email]) == {reader.email}


def test_others_keep_their_mail(reader):
    make_mail(make_reader("UTC", weekdays=EVERY_DAY))

    erase(person=reader)

    assert Mail.objects.count() == MailChoices.objects.count() == 1


@pytest.fixture
def beside():
    """Do something in a connection of its own."""

    def closing(work):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        yield lambda work: pool.submit(closing, work)


def with_choices():
    return make_reader("UTC", weekdays=EVERY_DAY)


def erase_while_it_is_begun(mail, person, beside):
    """Have the deletion ask for its locks when the sender has begun and not committed."""
    with transaction.atomic():
        assert begun(mail) == finishing.GO
        erasing = beside(lambda: erase(person=person))
        time.sleep(0.3)
        assert not erasing.done()
    erasing.result(10)


@pytest.mark.django_db(transaction=True)
def test_a_sender_who_was_first_finishes(beside):
    person = with_choices()
    mail = claimed_one(person)

    erase_while_it_is_begun(mail, person, beside)

    assert Mail.objects.get().state == MailState.SENDING


@pytest.mark.django_db(transaction=True)
def test_one_that_nobody_had_to_choose_finishes_too(beside):
    person = make_learner()
    make_mail(person, kind=Kind.SAMPLE)
    (mail,) = claiming.claim(NOW)

    erase_while_it_is_begun(mail, person, beside)

    assert Mail.objects.get().state == MailState.SENDING


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_nobody_would_know_what_became_of_it(beside, monkeypatch):
    without = [provider for provider in personal.providers() if provider not in own.PROVIDERS]
    monkeypatch.setattr(personal, "providers", lambda: without)
    person = with_choices()
    mail = claimed_one(person)

    erase_while_it_is_begun(mail, person, beside)

    assert not Mail.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("chosen", [True, False])
def test_a_sender_who_comes_later_finds_nothing(beside, chosen):
    person = with_choices() if chosen else make_learner()
    make_mail(person, kind=Kind.SAMPLE)
    (mail,) = claiming.claim(NOW)

    with transaction.atomic():
        erase(person=person)
        beginning = beside(lambda: begun(mail))
        time.sleep(0.3)
        assert not beginning.done()

    assert beginning.result(10) is None
