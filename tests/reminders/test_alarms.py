from collections import Counter
from datetime import timedelta

import pytest

from progress.reminders.alarms import alarms, spoken
from progress.reminders.models import Kind, MailState
from progress.reminders.numbers import Numbers

MINUTE = timedelta(minutes=1)


def numbers(**told):
    ended = Counter({(state, Kind.REMINDER): told.pop(state.value, 0) for state in MailState})
    fields = {"oldest_due": 0 * MINUTE, "lag": 0 * MINUTE, "retried": 0, "waiting": Counter(), "attempts": 0}
    return Numbers(**fields | {"ended": ended, "skipped": Counter(), "suppressed": Counter()} | told)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"oldest_due": 5 * MINUTE, "lag": 5 * MINUTE},
        {"sent": 95, "failed": 5},
        {"failed": 19},  # too few to say
        {"sent": 1000, "suppressed": Counter(complaint=1, bounce=99)},
    ],
)
def test_nothing_is_wrong(told):
    assert list(alarms(numbers(**told))) == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"oldest_due": 6 * MINUTE}, "Mail is not being sent: the oldest has waited for 6 minutes."),
        (
            {"lag": 3 * 60 * MINUTE},
            "Mail is not being planned: somebody has waited for 3 hours to be looked at.",
        ),
        ({"unknown": 1}, "Whether 1 mail was sent is unknown: reconcile it with the relay's log."),
        ({"unknown": 2}, "Whether 2 mails were sent is unknown: reconcile them with the relay's log."),
        ({"sent": 94, "failed": 6}, "Many mails fail: 6 of 100 in a day."),
        (
            {"sent": 1000, "suppressed": Counter(complaint=2)},
            "Many call our mail spam: 2 of 1000.",
        ),
    ],
)
def test_something_is_wrong(told, words):
    assert list(alarms(numbers(**told))) == [words]


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(), "0 seconds"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(seconds=119), "1 minute"),
        (timedelta(hours=25), "1 day"),
    ],
)
def test_a_time_is_told_in_its_largest_unit(time, words):
    assert spoken(time) == words
