"""The way of a mail through the ledger, one step at a time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from progress.learning.streaks import choosing
from progress.reminders.ledger import claiming, finishing
from progress.reminders.ledger.posting import post
from progress.reminders.ledger.stopping import stop
from progress.reminders.models import Kind, Mail, MailChoices, MailState
from roadmap_site.accounts.models import User
from tests.factories import make_learner
from tests.reminders.people import EVERY_DAY, make_reader, study

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 7, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def make_mail(person=None, **fields):
    person = person or make_reader("UTC", weekdays=EVERY_DAY, at_risk=True)
    told = {
        "recipient": person,
        "kind": Kind.REMINDER,
        "key": "2026-07-07",
        "due_at": NOW,
        "expires_at": NOW + 60 * MINUTE,
    }
    return Mail.objects.create(**told | fields)


def claim_only(at=NOW):
    (mail,) = claiming.claim(at)
    return mail


def begun(mail, *, suppressed=False, at=NOW):
    return finishing.begin(mail, suppressed=suppressed, at=at).verdict


def let_lease_pass(mail):
    Mail.objects.filter(pk=mail.mail_id).update(lease_until=datetime(2020, 1, 1, tzinfo=UTC))


def state_of(mail):
    row = Mail.objects.get(pk=getattr(mail, "mail_id", None) or mail.pk)
    return row.state, row.reason


def test_what_is_due_is_claimed_once():
    mail = make_mail()
    make_mail(due_at=NOW + MINUTE)

    claimed = claim_only()

    assert (claimed.mail_id, claimed.to) == (mail.pk, mail.recipient.email)
    assert claiming.claim(NOW) == []


def test_those_that_are_due_longest_come_first():
    late, early = make_mail(), make_mail(due_at=NOW - MINUTE)

    assert [mail.mail_id for mail in claiming.claim(NOW)] == [early.pk, late.pk]


def test_a_claimed_mail_is_sent():
    make_mail()
    mail = claim_only()

    assert begun(mail) == finishing.GO
    assert state_of(mail) == (MailState.SENDING, "")
    finishing.sent(mail, NOW)
    assert state_of(mail) == (MailState.SENT, "")


def test_it_is_begun_once():
    make_mail()
    mail = claim_only()

    assert [begun(mail), begun(mail)] == [finishing.GO, None]


def test_the_next_is_begun_and_the_one_before_is_known_to_be_sent_in_one_go(django_assert_num_queries):
    make_mail()
    make_mail()
    one, other = claiming.claim(NOW)
    begun(one)

    with django_assert_num_queries(1):
        begins = finishing.begin(other, suppressed=False, at=NOW, after=one)

    assert begins.verdict == finishing.GO
    assert [state_of(one), state_of(other)] == [(MailState.SENT, ""), (MailState.SENDING, "")]


def test_who_has_stopped_it_meanwhile_was_first():
    mail = make_mail()
    claimed = claim_only()

    stop(person_pk=mail.recipient_id, kinds=[Kind.REMINDER], at=NOW)

    assert begun(claimed) is None
    assert state_of(claimed) == (MailState.SKIPPED, "stopped")


def test_who_has_chosen_otherwise_meanwhile_gets_none():
    mail = make_mail()
    claimed = claim_only()
    MailChoices.objects.filter(pk=mail.recipient_id).update(weekdays=[])

    assert begun(claimed) == "stopped"
    assert state_of(claimed) == (MailState.SKIPPED, "stopped")


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [(Kind.AT_RISK, "active"), (Kind.NUDGE, "active"), (Kind.REMINDER, "go"), (Kind.DIGEST, "go")],
)
def test_being_active_today_silences_two_kinds(kind, verdict):
    person = make_reader("UTC", weekdays=EVERY_DAY, at_risk=True, nudge=True, digest=True)
    make_mail(person, kind=kind)
    claimed = claim_only()
    study(person, NOW.date())

    begun = finishing.begin(claimed, suppressed=False, at=NOW)

    assert (begun.verdict, begun.done_today) == (verdict, True)


def test_an_expired_one_is_skipped():
    make_mail()
    mail = claim_only()

    assert begun(mail, at=NOW + 60 * MINUTE) == "expired"
    assert state_of(mail) == (MailState.SKIPPED, "expired")


def test_a_pause_that_began_meanwhile_silences():
    mail = make_mail()
    claimed = claim_only()
    choosing.pause(learner=mail.recipient, first=NOW.date(), last=None, at=NOW)

    assert begun(claimed) == "paused"


@pytest.mark.parametrize("kind", [Kind.REMINDER, Kind.SAMPLE, Kind.ACCOUNT])
def test_an_account_that_is_deactivated_gets_nothing_not_even_about_itself(kind):
    mail = make_mail(kind=kind)
    claimed = claim_only()
    User.objects.filter(pk=mail.recipient_id).update(is_active=False)

    assert begun(claimed) == "deactivated"
    assert state_of(mail) == (MailState.SKIPPED, "deactivated")


def test_mail_about_no_account_goes_whatever_is_deactivated():
    make_mail(key="1", recipient=None, kind=Kind.ACCOUNT)

    assert begun(claim_only()) == finishing.GO


def test_who_was_not_to_get_it_is_told_so_even_when_it_is_late():
    mail = make_mail()
    claimed = claim_only()
    choosing.pause(learner=mail.recipient, first=NOW.date(), last=None, at=NOW)

    assert begun(claimed, at=NOW + 60 * MINUTE) == "paused"


def test_a_suppressed_address_gets_nothing():
    make_mail()

    assert begun(claim_only(), suppressed=True) == "suppressed"


def test_an_account_that_was_deleted_gets_nothing():
    mail = make_mail()
    claimed = claim_only()
    mail.delete()

    assert begun(claimed) is None


def test_a_claim_whose_lease_is_nearly_over_is_not_begun():
    make_mail()
    mail = claim_only()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reminders_mail SET lease_until = clock_timestamp() + interval '29 seconds'")

    assert begun(mail) is None


def test_what_a_dead_sender_had_claimed_is_due_again():
    make_mail()
    mail = claim_only()
    let_lease_pass(mail)

    assert claiming.reap() == 1
    assert begun(mail) is None
    assert state_of(mail) == (MailState.DUE, "")
    assert claim_only().mail_id == mail.mail_id


def test_what_a_dead_sender_was_sending_is_unknown_and_not_sent_again():
    make_mail()
    mail = claim_only()
    begun(mail)
    let_lease_pass(mail)

    claiming.reap()

    assert state_of(mail) == (MailState.UNKNOWN, "")
    assert claiming.claim(NOW) == []


def test_a_sender_that_was_only_slow_still_says_that_it_was_sent():
    make_mail()
    mail = claim_only()
    begun(mail)
    let_lease_pass(mail)
    claiming.reap()

    finishing.sent(mail, NOW)

    assert state_of(mail) == (MailState.SENT, "")


def test_a_slow_sender_says_nothing_of_what_somebody_else_has_by_now():
    make_mail()
    slow = claim_only()
    let_lease_pass(slow)
    claiming.reap()
    other = claim_only()
    begun(other)

    finishing.sent(slow, NOW)
    finishing.failed(slow, "550", NOW)

    assert state_of(other) == (MailState.SENDING, "")


def test_mail_about_the_account_is_sent_once_more():
    make_mail(make_learner(), kind=Kind.ACCOUNT, key="a", told={"to": "x@cairn.example"})
    mail = claim_only()
    begun(mail)
    let_lease_pass(mail)

    claiming.reap()

    assert claim_only().mail_id == mail.mail_id


def test_what_the_relay_puts_off_is_tried_five_times_ever_later():
    make_mail(expires_at=NOW + 600 * MINUTE)
    waits, at = [], NOW
    for _ in range(5):
        mail = claim_only(at)
        begun(mail, at=at)
        finishing.later(mail, "451 later", at)
        row = Mail.objects.get()
        waits.append((row.due_at - at) // MINUTE)
        at = row.due_at

    assert waits[:4] == [1, 2, 4, 8]
    assert state_of(mail) == (MailState.FAILED, "451 later")
    assert Mail.objects.get().attempts == 5


def test_what_was_not_even_tried_loses_no_attempt():
    make_mail()
    mail = claim_only()

    finishing.give_back([mail], NOW)

    row = Mail.objects.get()
    assert (row.state, row.attempts, row.due_at) == (MailState.DUE, 0, NOW + MINUTE)


def test_what_a_mail_was_told_is_forgotten_once_it_has_gone():
    person = make_reader("UTC", message=True)
    post(recipient=person, kind=Kind.MESSAGE, key="1", at=NOW, told={"words": "secret"})
    mail = claim_only()
    assert mail.told == {"words": "secret"}
    begun(mail)

    finishing.sent(mail, NOW)

    assert Mail.objects.get().told is None


def test_an_event_is_told_to_those_who_chose_its_kind_and_once():
    person = make_reader("UTC", message=True)
    mail = {"recipient": person, "kind": Kind.MESSAGE, "key": "17", "at": NOW}

    assert post(**mail) is not None
    assert post(**mail) is None
    assert post(**mail | {"kind": Kind.REVIEWED}) is None
    assert post(**mail | {"recipient": make_learner()}) is None


def test_an_event_is_told_only_if_its_transaction_is_committed():
    person = make_reader("UTC", message=True)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post(recipient=person, kind=Kind.MESSAGE, key="1", at=NOW)
        _ = 1 / 0

    assert Mail.objects.count() == 0


def test_claiming_looks_at_due_rows_alone():
    """However many rows there are that were sent."""
    person = make_reader("UTC")
    Mail.objects.bulk_create(
        Mail(recipient=person, kind=Kind.SAMPLE, key=str(n), due_at=NOW, expires_at=NOW, state="sent")
        for n in range(2_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE reminders_mail")
        cursor.execute(
            "EXPLAIN SELECT id FROM reminders_mail WHERE state = 'due' AND due_at <= %s"
            " ORDER BY due_at LIMIT 50 FOR UPDATE SKIP LOCKED",
            [NOW],
        )
        shown = "\n".join(line for (line,) in cursor.fetchall())

    assert "Index Scan using mail_due" in shown
