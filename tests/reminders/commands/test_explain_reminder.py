import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from progress.reminders.management.instants import read_instant
from progress.reminders.models import Kind, Mail
from tests.factories import make_learner
from tests.reminders.people import EVERY_DAY, make_reader

pytestmark = pytest.mark.django_db


def explained(*words: str) -> str:
    out = StringIO()
    call_command("explain_reminder", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def person():
    """Somebody in Tokyo who has an account for a month and gets reminders every day."""
    person = make_reader("Asia/Tokyo", weekdays=EVERY_DAY, chosen_at=timezone.now() - timedelta(days=2))
    person.date_joined = timezone.now() - timedelta(days=30)
    person.save()
    return person


def test_each_rule_is_told_with_its_verdict(person):
    tomorrow = timezone.now() + timedelta(days=1)

    text = explained(person.email, "--at", tomorrow.isoformat())

    assert "Reminder, 18:00: It will come at 18:00." in text
    assert (
        "  yes  Is it chosen?                 It is, for Mon, Tue, Wed, Thu, Fri, Sat, Sun at 18:00." in text
    )
    assert "  NO   Is it chosen?                 It is switched off." in text


def test_other_mails_of_the_date_are_told(person):
    now = timezone.now()
    Mail.objects.create(recipient=person, kind=Kind.SAMPLE, key="1", due_at=now, expires_at=now)

    assert "One to look at: It waits to be sent" in explained(person.email)


def test_it_is_also_told_as_json(person):
    told = json.loads(explained(person.email.upper(), "--json"))

    assert told["email"] == person.email
    assert [one["kind"] for one in told["kinds"]] == ["reminder", "at_risk", "nudge", "digest"]
    assert {"rule", "asks", "found", "passes"} == told["kinds"][0]["rules"][0].keys()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-07-07T18:00:00Z", datetime(2026, 7, 7, 18, tzinfo=UTC)),
        ("2026-07-07T18:00+02:00", datetime(2026, 7, 7, 16, tzinfo=UTC)),
        ("2026-07-07 18:00", datetime(2026, 7, 7, 9, tzinfo=UTC)),  # by clocks in Tokyo
        ("2026-07-07", datetime(2026, 7, 6, 15, tzinfo=UTC)),
    ],
)
def test_instants_are_read_as_they_are_meant(words, expected):
    assert read_instant(words, "Asia/Tokyo") == expected


@pytest.mark.parametrize("words", ["soon", "2026-02-30", "0001-01-01", "18:00", "9999-12-31T23:59:59-14:00"])
def test_what_is_no_instant_is_said_with_an_example(words):
    with pytest.raises(CommandError, match="is no instant"):
        read_instant(words, "Asia/Tokyo")


def test_mistakes_are_told_in_a_line(person):
    with pytest.raises(CommandError, match="Nobody has the address nobody@cairn"):
        explained("nobody@cairn.example")
    with pytest.raises(CommandError, match="A forecast reaches a year ahead"):
        explained(person.email, "--at", "2200-01-01")


def test_somebody_without_any_choice_is_explained_too():
    assert explained(make_learner().email).count("it is not chosen.") == 4
