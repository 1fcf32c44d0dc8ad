"""What beat wakes workers for."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from progress.reminders import tasks
from progress.reminders.models import Kind, Mail, MailChoices, MailState
from roadmap_site.celery import app
from tests.reminders.people import EVERY_DAY, make_reader

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("name", app.conf.beat_schedule)
def test_every_call_is_for_a_task_and_worthless_when_the_next_one_comes(name):
    entry = app.conf.beat_schedule[name]
    app.loader.import_default_modules()

    assert entry["task"] in app.tasks
    assert entry["options"]["expires"] == entry["schedule"]


@pytest.mark.django_db
def test_planning_sends_what_it_has_planned(mailoutbox):
    now = timezone.now()
    person = make_reader(
        "UTC",
        weekdays=EVERY_DAY,
        at=now.time().replace(second=0, microsecond=0),
        quiet_from=time(0),
        quiet_until=time(0),
        chosen_at=now - 2 * MINUTE,
    )
    MailChoices.objects.filter(pk=person.pk).update(next_due_at=now - MINUTE)

    tasks.plan_mail()

    assert [message.to for message in mailoutbox] == [[person.email]]


@pytest.mark.django_db
def test_old_mails_are_forgotten():
    then = timezone.now() - timedelta(days=40)
    told = {"kind": Kind.REMINDER, "key": "1", "due_at": then, "expires_at": then, "done_at": then}
    Mail.objects.create(state=MailState.SKIPPED, **told)

    tasks.forget_mails()

    assert not Mail.objects.exists()
