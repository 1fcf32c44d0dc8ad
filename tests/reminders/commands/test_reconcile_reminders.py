import gzip
import io
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from progress.reminders.models import Kind, Mail, MailState
from tests.factories import make_learner

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def mails():
    """Three that have been unknown for an hour."""
    then = timezone.now() - HOUR
    told = {"kind": Kind.MESSAGE, "due_at": then, "expires_at": then + 9 * HOUR, "done_at": then}
    person = make_learner()
    return [
        Mail.objects.create(recipient=person, key=str(n), state=MailState.UNKNOWN, **told) for n in range(3)
    ]


@pytest.fixture
def log(tmp_path, mails):
    """A log that has the first and names the second."""
    file = tmp_path / "mail.log"
    file.write_text(f"<reminder-{mails[0].pk}@127.0.0.1>\nspam? <reminder-{mails[1].pk}@127.0.0.1>\n\xff\n")
    return str(file)


def run(*words: str) -> str:
    out = StringIO()
    call_command("reconcile_reminders", *words, stdout=out)
    return out.getvalue()


def states(mails):
    return [Mail.objects.get(pk=mail.pk).state for mail in mails]


def test_what_the_log_has_is_sent(mails, log):
    text = run("--log", log)

    assert states(mails) == ["sent", "unknown", "unknown"]
    assert "3 lines read. Sent: 1; due again: 0; unknown still: 2.\n" in text
    assert "1 are named in lines that say nothing for sure." in text


def test_what_a_log_without_gaps_does_not_have_is_due_again(mails, log):
    run("--log", log, "--complete-until", timezone.now().isoformat())

    assert states(mails) == ["sent", "unknown", "due"]


def test_a_log_that_begins_too_late_settles_nothing_by_what_it_lacks(mails, log):
    begins = (timezone.now() - HOUR / 2).isoformat()

    run("--log", log, "--complete-from", begins, "--complete-until", timezone.now().isoformat())

    assert states(mails) == ["sent", "unknown", "unknown"]


def test_a_dry_run_changes_nothing(mails, log):
    text = run("--log", log, "--complete-until", timezone.now().isoformat(), "--dry-run")

    assert states(mails) == ["unknown"] * 3
    assert "Sent: 1; due again: 1; unknown still: 1. Nothing was changed." in text


def test_several_logs_are_read_one_after_the_other(mails, tmp_path):
    first, second = tmp_path / "mail.log.1.gz", tmp_path / "mail.log"
    with gzip.open(first, "wt") as file:
        file.write(f"postfix/cleanup[1]: 4W9: message-id=<reminder-{mails[0].pk}@127.0.0.1>\n")
    second.write_text("postfix/qmgr[1]: 4W9: from=<a@b.example>, size=1, nrcpt=1 (queue active)\n")

    run("--log", str(first), "--log", str(second))

    assert states(mails) == ["sent", "unknown", "unknown"]


def test_a_log_may_come_by_standard_input(mails, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"reminder-{mails[2].pk}@127.0.0.1\n"))

    run("--log", "-")

    assert states(mails) == ["unknown", "unknown", "sent"]


def test_it_says_which_time_the_logs_have_to_cover(mails, log):
    then = mails[0].due_at

    assert f"Unknown are mails from {then:%Y-%m-%d %H:%M}Z to {then:%Y-%m-%d %H:%M}Z." in run("--log", log)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--log", "/no/such/file"], "/no/such/file can't be read: "),
        (["--log", "{log}", "--complete-until", "2200-01-01"], "no log is complete until then"),
        (["--log", "{log}", "--complete-until", "now"], "“now” is no instant"),
        (["--log", "{log}", "--complete-from", "2026-01-01"], "says nothing without --complete-until"),
    ],
)
def test_mistakes_are_told_in_a_line_and_change_nothing(mails, log, words, said):
    with pytest.raises(CommandError, match=said):
        run(*(word.format(log=log) for word in words))

    assert states(mails) == ["unknown"] * 3


def test_a_log_that_breaks_off_changes_nothing(mails, tmp_path):
    file = tmp_path / "mail.log.gz"
    whole = gzip.compress(f"<reminder-{mails[0].pk}@127.0.0.1>\n".encode() * 100_000)
    file.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(CommandError, match="can't be read"):
        run("--log", str(file))

    assert states(mails) == ["unknown"] * 3
