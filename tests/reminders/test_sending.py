"""A batch on its way to the relay, and what is left of it when something breaks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as outbox
from django.core.mail import get_connection
from django.db import OperationalError, connection

from progress.reminders import letters
from progress.reminders.ledger import claiming, finishing
from progress.reminders.models import Kind, Mail
from progress.reminders.sending.sender import Batch, send_due
from tests.reminders.people import EVERY_DAY, make_reader

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 7, 7, 18, tzinfo=UTC)
NUMBER = 5


def clock():
    return NOW


@pytest.fixture
def mails():
    """So many reminders that are due to as many people."""
    told = {"kind": Kind.REMINDER, "key": "2026-07-07", "due_at": NOW, "expires_at": NOW + timedelta(hours=1)}
    people = [make_reader("UTC", weekdays=EVERY_DAY) for _ in range(NUMBER)]
    return [Mail.objects.create(recipient=person, **told) for person in people]


@pytest.fixture
def at_the_third(monkeypatch):
    """Have something done while the third mail is written."""
    write, written = letters.write, []

    def prepare(do):
        def write_or_do(mail, *more, **how):
            written.append(mail)
            if len(written) == 3:
                do()
            return write(mail, *more, **how)

        monkeypatch.setattr(letters, "write", write_or_do)

    return prepare


def states():
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def end_our_connection():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (ours,) = cursor.fetchone()
    with connection._nodb_cursor() as another:
        another.execute("SELECT pg_terminate_backend(%s)", [ours])


def test_all_that_is_due_is_sent(mails):
    ends = list(send_due(clock))

    assert ends == [{"taken": NUMBER}]
    assert states() == ["sent"] * NUMBER
    assert [message.to for message in outbox.outbox] == [[mail.recipient.email] for mail in mails]


def test_a_database_that_comes_back_is_told_what_was_taken_and_given_back_the_rest(mails, at_the_third):
    at_the_third(end_our_connection)

    with pytest.raises(OperationalError):
        list(send_due(clock))

    assert len(outbox.outbox) == 3
    assert states() == ["sent"] * 3 + ["due"] * 2
    assert list(send_due(lambda: NOW + timedelta(minutes=1))) == [{"taken": 2}]


def test_a_claim_whose_answer_was_lost_keeps_nobody_waiting(mails):
    def lose_the_answer(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        if "WITH due AS" in sql:
            assert states() == ["claimed"] * NUMBER
            end_our_connection()
            execute("SELECT 1", None, False, context)
        return done

    with pytest.raises(OperationalError), connection.execute_wrapper(lose_the_answer):
        list(send_due(clock))

    assert states() == ["due"] * NUMBER
    assert list(send_due(clock)) == [{"taken": NUMBER}]


def test_whatever_ends_a_sender_leaves_nothing_claimed(mails, at_the_third):
    def interrupt():
        raise KeyboardInterrupt

    at_the_third(interrupt)

    with pytest.raises(KeyboardInterrupt):
        list(send_due(clock))

    assert states() == ["sent"] * 2 + ["sending"] + ["due"] * 2


def test_one_that_cannot_be_written_does_not_keep_the_others(mails, at_the_third):
    def fail():
        raise ZeroDivisionError

    at_the_third(fail)

    list(send_due(clock))

    assert states() == ["sent", "sent", "failed", "sent", "sent"]


def test_what_is_begun_too_late_is_left_to_others(mails):
    batch = Batch(claiming.claim(NOW), get_connection(), clock)
    Mail.objects.filter(pk=mails[1].pk).update(claim=None, state="due")

    batch.send()

    assert batch.ends == {"taken": NUMBER - 1, "not ours": 1}
    assert states() == ["sent", "due", "sent", "sent", "sent"]


def test_a_batch_takes_one_statement_a_mail_and_a_few_more(mails, django_assert_num_queries):
    few = claiming.claim(NOW, most=2)
    more = claiming.claim(NOW)

    with django_assert_num_queries(len(few) + 3):
        Batch(few, get_connection(), clock).send()
    with django_assert_num_queries(len(more) + 3):
        Batch(more, get_connection(), clock).send()


def test_giving_back_takes_one_statement(mails, django_assert_num_queries):
    claimed = claiming.claim(NOW)

    with django_assert_num_queries(1):
        finishing.give_back(claimed, NOW)

    assert states() == ["due"] * NUMBER
