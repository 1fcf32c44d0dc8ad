"""A batch on its way to the relay: odd names and broken facts stop nobody else's mail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as post_office

from progress.learning.marks import set_state
from progress.reminders.models import Kind, Mail, MailState
from progress.reminders.sending.sender import send_due
from tests.factories import make_phase, make_roadmap, make_topic
from tests.reminders.letters.test_names import HOSTILE
from tests.reminders.people import EVERY_DAY, make_reader

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 7, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kept_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def make_due(*, title: str = "A line", accent: str = "cobalt", **of_person) -> Mail:
    """A reminder, due now to somebody who follows a line."""
    person = make_reader(weekdays=EVERY_DAY)
    type(person).objects.filter(pk=person.pk).update(**of_person or {"name": "Noor"})
    topic = make_topic(phase=make_phase(roadmap=make_roadmap(title=title, accent=accent)))
    set_state(learner=person, topic=topic, state="learning", at=NOW)
    return Mail.objects.create(
        recipient=person,
        kind=Kind.REMINDER,
        key="2026-07-07",
        due_at=NOW,
        expires_at=NOW + timedelta(hours=1),
    )


def send() -> None:
    for _ in send_due(lambda: NOW):
        pass


def ends() -> dict[int, tuple[str, str]]:
    return {pk: (state, reason) for pk, state, reason in Mail.objects.values_list("pk", "state", "reason")}


def test_everybody_is_written_to_whatever_their_name_is():
    names = [name for name in HOSTILE.values() if "\x00" not in name]  # which no database holds
    mails = [make_due(name=name) for name in names]

    send()

    assert ends() == {mail.pk: (MailState.SENT, "") for mail in mails}
    assert len(post_office.outbox) == len(names)
    assert all(len(message.to) == 1 and not message.bcc for message in post_office.outbox)


def test_what_can_t_be_written_fails_by_itself(caplog):
    """An accent that the templates don't know, and a line without a letter."""
    first, unknown, untitled, last = (
        make_due(),
        make_due(accent="infrared"),
        make_due(title=" "),
        make_due(),
    )

    send()

    assert [ends()[mail.pk][0] for mail in (first, unknown, untitled, last)] == [
        MailState.SENT,
        MailState.FAILED,
        MailState.FAILED,
        MailState.SENT,
    ]
    assert "can't be written" in ends()[unknown.pk][1]
    assert len(post_office.outbox) == 2
    assert f"mail {untitled.pk} can't be made" in caplog.text
