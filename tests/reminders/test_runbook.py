"""docs/operations.md: its statements do what they are for, and its alarms are those of the site."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.db import connection
from django.utils import timezone

from progress.reminders import alarms
from progress.reminders.ledger import forgetting
from progress.reminders.ledger.reconciling import reconcile
from progress.reminders.metrics import exposition
from progress.reminders.models import Mail, MailChoices, MailState
from progress.reminders.numbers import read_numbers
from progress.reminders.schedule.planning import plan
from tests.reminders.people import EVERY_DAY, make_reader

pytestmark = pytest.mark.django_db

RUNBOOK = Path(settings.BASE_DIR, "docs", "operations.md").read_text()
NOW = datetime.now(UTC)


def after_restoring():
    (statements,) = re.findall(r"```sql\n(.*?)```", RUNBOOK, re.DOTALL)
    with connection.cursor() as cursor:
        cursor.execute(statements)


def make_mail(state=MailState.DUE, key="1"):
    person = make_reader(weekdays=EVERY_DAY)
    told = {"kind": "message", "key": key, "due_at": NOW, "expires_at": NOW + timedelta(days=1)}
    return Mail.objects.create(recipient=person, state=state, **told)


@pytest.mark.parametrize("state", ["due", "claimed", "sending"])
def test_what_waited_in_a_backup_is_settled_by_the_log(state):
    gone, lost = make_mail(state), make_mail(state)
    after_restoring()

    later = timezone.now() + timedelta(minutes=11)
    counts = reconcile(seen=[f"<reminder-{gone.pk}@127.0.0.1>"], complete_until=later, at=later)

    assert (counts.sent, counts.due, counts.unknown) == (1, 1, 0)
    assert Mail.objects.get(pk=lost.pk).state == MailState.DUE


def test_no_message_id_is_used_again_after_a_restore():
    before = make_mail()

    after_restoring()

    assert make_mail().pk > before.pk + 1_000_000


def test_what_became_due_before_a_restore_is_not_planned_again():
    make_reader("UTC", weekdays=EVERY_DAY, at_risk=True)
    MailChoices.objects.update(next_due_at=NOW - timedelta(hours=30))

    after_restoring()
    list(plan(timezone.now()))

    assert not Mail.objects.exists()
    assert MailChoices.objects.get().next_due_at > NOW


def test_every_metric_is_described_and_there():
    described = set(re.findall(r"^\| `(cairn_\w+)", RUNBOOK, re.MULTILINE))
    used = set(re.findall(r"cairn_mail_\w+", RUNBOOK))
    text, _ = exposition(read_numbers(NOW), "")

    assert described == used == set(re.findall(r"^# TYPE (\w+)", text.decode(), re.MULTILINE))


def test_prometheus_warns_at_the_limits_of_the_staffs_page():
    late, refused = int(alarms.LATE.total_seconds()), alarms.REFUSED

    assert f"oldest_due_seconds > {late}\n" in RUNBOOK
    assert f"planner_lag_seconds > {late}\n" in RUNBOOK
    assert f'{{state="failed"}}) > {refused} *' in RUNBOOK
    assert f'{{why="complaint"}}) > {alarms.COMPLAINTS} *' in RUNBOOK
    assert RUNBOOK.count(f">= {alarms.FEW}\n") == 2


def test_it_says_for_how_long_mails_are_kept():
    assert f"{forgetting.SKIPPED_KEPT.days} days" in RUNBOOK
    assert f"{forgetting.KEPT.days} days" in RUNBOOK
    assert f"batches of {forgetting.BATCH:,}" in RUNBOOK


def test_every_command_that_it_names_is_there():
    assert set(re.findall(r"manage\.py (\w+)", RUNBOOK)) <= get_commands().keys()
