"""What is unknown, and what the relay's log says of it."""

from datetime import UTC, datetime, timedelta

import pytest

from progress.reminders.ledger import claiming, finishing
from progress.reminders.ledger.reconciling import SETTLED, Reconciled, reconcile
from progress.reminders.models import Kind, Mail, MailState
from tests.reminders.people import EVERY_DAY, make_reader

pytestmark = pytest.mark.django_db

THEN = datetime(2026, 7, 7, 18, tzinfo=UTC)
NOW = THEN + timedelta(minutes=30)


@pytest.fixture
def mail():
    """One of which nobody knows whether the relay has taken it."""
    person = make_reader("UTC", weekdays=EVERY_DAY, message=True)
    return Mail.objects.create(
        recipient=person,
        kind=Kind.MESSAGE,
        key="1",
        due_at=THEN,
        expires_at=NOW + timedelta(days=1),
        state=MailState.UNKNOWN,
        reason="TimeoutError: timed out",
        done_at=THEN,
        attempts=1,
        told={"words": "hello"},
    )


def name_of(mail, host="127.0.0.1"):
    return f"<reminder-{mail.pk}@{host}>"


def test_what_the_relay_has_taken_was_sent(mail):
    counts = reconcile(seen=["<else@where>", name_of(mail)], complete_until=None, at=NOW)

    mail.refresh_from_db()
    assert counts == Reconciled(sent=1, due=0, unknown=0)
    assert (mail.state, mail.reason, mail.done_at, mail.told) == (MailState.SENT, "", NOW, None)


def test_what_it_certainly_has_not_taken_is_due_again(mail):
    counts = reconcile(seen=[], complete_until=THEN + SETTLED, at=NOW)

    mail.refresh_from_db()
    assert counts == Reconciled(sent=0, due=1, unknown=0)
    assert (mail.state, mail.due_at, mail.told) == (MailState.DUE, NOW, {"words": "hello"})


@pytest.mark.parametrize("until", [None, THEN, THEN + SETTLED - timedelta(seconds=1)])
def test_without_evidence_it_stays_unknown(mail, until):
    counts = reconcile(seen=[], complete_until=until, at=NOW)

    mail.refresh_from_db()
    assert counts == Reconciled(sent=0, due=0, unknown=1)
    assert (mail.state, mail.done_at) == (MailState.UNKNOWN, THEN)


@pytest.mark.parametrize(("first", "due"), [(THEN, 1), (THEN + timedelta(seconds=1), 0)])
def test_a_log_that_begins_later_says_nothing_of_it(mail, first, due):
    counts = reconcile(seen=[], complete_from=first, complete_until=NOW, at=NOW)

    assert counts == Reconciled(sent=0, due=due, unknown=1 - due)


def test_what_the_log_names_without_saying_that_it_was_taken_stays_unknown(mail):
    counts = reconcile(seen=[], doubtful=[name_of(mail)], complete_until=NOW, at=NOW)

    assert counts == Reconciled(sent=0, due=0, unknown=1)


@pytest.mark.parametrize(
    "name", ["reminder-{}@elsewhere.example", "reminder-{}", "{}", "<reminder-{}0@127.0.0.1>"]
)
def test_names_that_are_not_its_own_say_nothing(mail, name):
    assert reconcile(seen=[name.format(mail.pk)], complete_until=None, at=NOW).unknown == 1


def test_a_name_may_stand_without_its_brackets(mail):
    assert reconcile(seen=[f" {name_of(mail)[1:-1]}\n"], complete_until=None, at=NOW).sent == 1


def test_saying_it_again_changes_nothing(mail):
    reconcile(seen=[name_of(mail)], complete_until=NOW, at=NOW)

    assert reconcile(seen=[], complete_until=NOW, at=NOW) == Reconciled(sent=0, due=0, unknown=0)
    assert Mail.objects.get().state == MailState.SENT


def test_only_what_is_unknown_is_touched(mail):
    Mail.objects.update(state=MailState.SENDING)

    reconcile(seen=[name_of(mail)], complete_until=NOW + SETTLED, at=NOW)

    assert Mail.objects.get().state == MailState.SENDING


def test_a_sender_that_lingers_has_no_say_in_what_is_due_again(mail):
    Mail.objects.update(state=MailState.DUE)
    (slow,) = claiming.claim(NOW)
    Mail.objects.update(state=MailState.UNKNOWN, done_at=THEN)
    reconcile(seen=[], complete_until=NOW, at=NOW)

    finishing.sent(slow, NOW)

    assert Mail.objects.get().state == MailState.DUE


def test_a_log_of_any_length_takes_as_many_statements(mail, django_assert_num_queries):
    names = [f"<reminder-{number}@127.0.0.1>" for number in range(mail.pk + 1, mail.pk + 10_000)]

    with django_assert_num_queries(5):  # with the savepoint's beginning and end
        reconcile(seen=[*names, name_of(mail)], complete_until=NOW, at=NOW)
