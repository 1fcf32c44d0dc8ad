from datetime import UTC, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from progress.learning.streaks import choosing
from progress.reminders.ledger.posting import post
from progress.reminders.management.commands import send_reminders
from progress.reminders.models import Kind, Mail, MailChoices, MailState
from progress.reminders.rehearsing import Rehearsed, rehearse
from tests.reminders.people import EVERY_DAY, make_reader, next_due, study

pytestmark = pytest.mark.django_db

SIX = datetime(2026, 7, 7, 18, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AT = SIX.isoformat()


def run(*words: str, **options) -> str:
    out = StringIO()
    call_command("send_reminders", *words, stdout=out, **options)
    return out.getvalue()


def make_reminded(**chosen):
    return make_reader("UTC", **{"weekdays": EVERY_DAY, "chosen_at": SIX - HOUR} | chosen)


def snapshot():
    return list(Mail.objects.order_by("pk").values()), list(MailChoices.objects.order_by("pk").values())


def rehearsed(at=SIX):
    return [mail for mails in rehearse(at) for mail in mails]


def test_a_dry_run_tells_what_would_be_planned_and_sent():
    person = make_reminded()

    text = run("--at", AT, "--dry-run")

    assert f"2026-07-07 18:00Z  reminder  {person.email:<40} planned        sent\n" in text
    assert text.endswith("1 would be sent, none held back. Nothing was done.\n")


def test_a_dry_run_writes_and_sends_nothing(mailoutbox):
    person = make_reminded(reviewed=True)
    post(recipient=person, kind=Kind.REVIEWED, key="1", at=SIX, told={"words": "hello"})
    before = snapshot()

    run("--at", AT, "--dry-run")

    assert snapshot() == before
    assert mailoutbox == []


def test_a_dry_run_tells_each_reason():
    make_reminded(at=time(23), chosen_at=SIX)
    late = make_reminded(message=True)
    post(recipient=late, kind=Kind.MESSAGE, key="1", at=SIX - 2 * HOUR, told={}, expires=HOUR)
    paused = make_reminded()
    choosing.pause(learner=paused, first=SIX.date(), last=None, at=SIX - HOUR)

    text = run("--at", (SIX + 5 * HOUR).isoformat(), "--dry-run")

    assert "not sent: its hour is a quiet one" in text
    assert "0 would be sent, 4 held back (2 expired, 1 paused, 1 quiet hours). Nothing was done." in text


def test_it_is_what_then_happens(mailoutbox):
    for number in range(3):
        make_reminded(at_risk=bool(number))
    paused = make_reminded()
    choosing.pause(learner=paused, first=SIX.date(), last=None, at=SIX - HOUR)
    expected = {(mail.to, mail.kind.value, mail.reason) for mail in rehearsed()}

    run("--at", AT)

    happened = {(m.recipient.email, m.kind, m.reason) for m in Mail.objects.select_related("recipient")}
    assert happened == expected
    assert len(mailoutbox) == 3


def test_what_stands_in_the_ledger_is_not_told_twice():
    person = make_reminded()
    told = {
        "kind": "reminder",
        "key": "2026-07-07",
        "day": SIX.date(),
        "due_at": SIX,
        "expires_at": SIX + HOUR,
    }
    Mail.objects.create(recipient=person, state=MailState.SENT, **told)

    assert rehearsed() == []


def test_mails_of_people_for_whom_nothing_is_planned_are_told():
    person = make_reader("UTC", message=True)
    post(recipient=person, kind=Kind.MESSAGE, key="1", at=SIX - HOUR, told={})
    post(recipient=None, kind=Kind.ACCOUNT, key="2", at=SIX, told={"to": "new@cairn.example"})

    assert rehearsed() == [
        Rehearsed(Kind.MESSAGE, person.email, SIX - HOUR, "", False),
        Rehearsed(Kind.ACCOUNT, "new@cairn.example", SIX, "", False),
    ]


def test_what_a_sender_has_is_left_to_it():
    post(recipient=None, kind=Kind.ACCOUNT, key="2", at=SIX, told={"to": "new@cairn.example"})
    Mail.objects.update(state=MailState.SENDING)

    assert rehearsed() == []


def test_it_plans_and_sends(mailoutbox):
    person = make_reminded()

    text = run("--at", AT)

    assert [message.to for message in mailoutbox] == [[person.email]]
    assert Mail.objects.get().state == MailState.SENT
    assert next_due(person) == SIX + DAY
    assert text == "People looked at: 1; mails due: 1, held back: 0.\n1 sent, none held back.\n"


def test_a_long_run_tells_how_far_it_has_come(monkeypatch, mailoutbox):
    monkeypatch.setattr(send_reminders, "PATIENCE", -1)
    make_reminded()

    text = run("--at", AT)

    assert "  People looked at: 1; mails due: 1, held back: 0\n" in text
    assert "  1 sent\n" in text
    assert "  1 sent\n" not in run("--at", AT, verbosity=0)


def test_running_it_again_sends_nothing_twice(mailoutbox):
    make_reminded()
    run("--at", AT)

    assert run("--at", AT).endswith("0 sent, none held back.\n")
    assert len(mailoutbox) == 1


def test_a_relay_that_is_down_is_told_by_the_exit_code(settings):
    settings.EMAIL_BACKEND = "progress.reminders.sending.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_reminded()

    with pytest.raises(CommandError, match="1 wait to be tried again"):
        run("--at", AT)


def test_an_instant_without_an_offset_is_utc():
    make_reminded()

    assert "1 would be sent" in run("--at", "2026-07-07 18:00", "--dry-run", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_rehearsal_between_its_slices():
    make_reminded()

    for _ in rehearse(SIX):
        assert _from_elsewhere("SELECT FROM reminders_mailchoices FOR UPDATE NOWAIT") == 1
        assert _from_elsewhere("SELECT FROM reminders_mail") == 0


def _from_elsewhere(statement: str) -> int:
    """Return how many rows another connection gets."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(statement)
            return cursor.rowcount
    finally:
        other.close()


@pytest.mark.parametrize("people", [2, 40])
def test_a_slice_takes_as_many_statements_however_many_are_in_it(people, django_assert_num_queries):
    for _ in range(people):
        study(make_reminded(message=True), (SIX - DAY).date())
    for person in [choices.person for choices in MailChoices.objects.select_related("person")]:
        post(recipient=person, kind=Kind.MESSAGE, key="1", at=SIX, told={})

    with django_assert_num_queries(17):
        assert len(rehearsed()) == 2 * people


def test_an_instant_to_come_is_refused_but_for_a_dry_run(mailoutbox):
    due = next_due(make_reminded(chosen_at=timezone.now())).isoformat()
    before = snapshot()

    with pytest.raises(CommandError, match="is to come"):
        run("--at", due)

    assert (snapshot(), mailoutbox) == (before, [])
    assert "1 would be sent" in run("--at", due, "--dry-run")


def test_it_looks_again_after_whoever_was_put_off():
    person = make_reminded(chosen_at=timezone.now())
    MailChoices.objects.update(next_due_at=timezone.now() + 99 * DAY)

    text = run()

    assert text.startswith("1 whom a clock that was ahead had put off are looked at again.\n")
    assert next_due(person) < timezone.now() + 2 * DAY


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("9999-12-31", "is no instant"),
        ("0001-01-01T00:00+14:00", "is no instant"),
        ("9998-12-31", "A dry run reaches a year ahead"),
    ],
)
def test_an_instant_out_of_reach_is_refused_in_one_line(instant, words):
    make_reminded()

    with pytest.raises(CommandError, match=words):
        run("--at", instant, "--dry-run")


def test_the_first_instant_within_reach_is_rehearsed():
    make_reminded(digest=True, nudge=True)

    assert "0 would be sent" in run("--at", "0002-01-01", "--dry-run")
