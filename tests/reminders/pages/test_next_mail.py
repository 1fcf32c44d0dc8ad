"""When the next mail comes, in one sentence that stays true."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from progress.learning.streaks import choosing
from progress.reminders.models import Kind, Mail, MailChoices
from progress.reminders.pages.fates import last_mails
from progress.reminders.pages.next_mail import next_words
from tests.factories import make_learner
from tests.reminders.people import EVERY_DAY, make_reader, study

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOON = datetime(2026, 7, 7, 10, tzinfo=UTC)  # a Tuesday, in Berlin
SIX = NOON + 6 * HOUR
TUESDAY = date(2026, 7, 7)
MONDAY = 0


def words(person, at=NOON, **known):
    choices = MailChoices.objects.select_related("person").filter(pk=person.pk).first()
    return next_words(choices, last_mails(person), at, **known)


# what is chosen, the sentence
CHOSEN = [
    ({"weekdays": EVERY_DAY}, "Next: today, 18:00 in Berlin."),
    ({"weekdays": EVERY_DAY, "at": time(9)}, "Next: tomorrow, 09:00 in Berlin."),
    ({"weekdays": [MONDAY]}, "Next: Monday, 18:00 in Berlin."),
    ({"weekdays": [1], "at": time(9)}, "Next: Tuesday 14 July, 09:00 in Berlin."),
    ({"digest": True, "at": time(7, 30)}, "Next: Monday, 07:30 in Berlin."),
    (
        {"digest": True, "at_risk": True},
        "Next: Monday, 18:00 in Berlin, or sooner, if your streak is at risk.",
    ),
    ({"weekdays": EVERY_DAY, "at_risk": True}, "Next: today, 18:00 in Berlin."),
    ({"weekdays": EVERY_DAY, "at_risk": True, "at": time(21)}, "Next: today, 21:00 in Berlin."),
    (
        {"weekdays": EVERY_DAY, "at_risk": True, "at": time(7, 35)},
        "Next: tomorrow, 07:35 in Berlin, or sooner, if your streak is at risk.",
    ),
    ({"at_risk": True}, "One comes only when your streak is at risk: at 20:00 in Berlin."),
    (
        {"at_risk": True, "quiet_from": time(19, 30)},
        "One comes only when your streak is at risk: at 18:30 in Berlin.",
    ),
    ({"nudge": True}, "Next: Saturday, 18:00 in Berlin, if nothing is done by then."),
    (
        {"nudge": True, "at_risk": True},
        "Next: Saturday, 18:00 in Berlin, if nothing is done by then; or sooner, if a streak is at risk.",
    ),
    ({"message": True}, "One comes as soon as there is something to tell."),
    ({}, "Nothing is sent to you, but for mail about your account."),
]


@pytest.mark.parametrize("chosen, sentence", CHOSEN)
def test_it_says_when_and_in_which_zone(chosen, sentence):
    assert words(make_reader(chosen_at=NOON, **chosen)) == sentence


def test_whoever_was_never_asked_gets_nothing():
    assert words(make_learner()) == "Nothing is sent to you, but for mail about your account."


def test_a_pause_that_is_planned_is_known():
    person = make_reader(weekdays=[3], chosen_at=NOON)
    choosing.pause(learner=person, first=TUESDAY + DAY, last=None, at=NOON)

    assert words(person) == "Nothing comes while you are in a pause."


def test_a_pause_that_is_over_by_then_is_no_hindrance():
    person = make_reader(weekdays=[3], chosen_at=NOON)
    choosing.pause(learner=person, first=TUESDAY, last=TUESDAY + DAY, at=NOON)

    assert words(person) == "Next: Thursday, 18:00 in Berlin."


def test_the_silence_after_the_last_nudge_is_said():
    person = make_reader(weekdays=EVERY_DAY, nudge=True, chosen_at=NOON - 40 * DAY)
    study(person, TUESDAY - 20 * DAY)

    assert words(person) == "Nothing comes while it is quiet for so long: it goes on when you do."


def test_an_address_that_mail_does_not_reach_is_said():
    person = make_reader(weekdays=EVERY_DAY, chosen_at=NOON)

    assert words(person, is_suppressed=True) == "Nothing comes, since mail to your address came back."


@pytest.mark.parametrize("state", ["sent", "due", "skipped"])
def test_what_stands_in_the_ledger_is_not_sent_again(state):
    """As after an hour that was moved back on the same day."""
    person = make_reader(weekdays=EVERY_DAY, at=time(20), chosen_at=NOON)
    told = {"kind": Kind.REMINDER, "key": "2026-07-07", "day": TUESDAY, "state": state}
    Mail.objects.create(recipient=person, **told, due_at=SIX, expires_at=SIX + HOUR, done_at=SIX)

    assert words(person, SIX + HOUR) == "Next: tomorrow, 20:00 in Berlin."


def test_a_day_that_another_mail_has_is_left_out():
    person = make_reader(weekdays=EVERY_DAY, at=time(20), chosen_at=NOON)
    told = {"kind": Kind.AT_RISK, "key": "2026-07-07", "day": TUESDAY, "state": "sent"}
    Mail.objects.create(recipient=person, **told, due_at=SIX, expires_at=SIX + HOUR, done_at=SIX)

    assert words(person, SIX + HOUR) == "Next: tomorrow, 20:00 in Berlin."


def test_it_does_not_come_sooner_on_a_day_that_another_mail_has():
    person = make_reader(weekdays=EVERY_DAY, at=time(12), at_risk=True, chosen_at=NOON)
    told = {"kind": Kind.REMINDER, "key": "2026-07-07", "day": TUESDAY, "state": "sent"}
    Mail.objects.create(recipient=person, **told, due_at=NOON, expires_at=SIX, done_at=NOON)

    assert words(person, NOON + HOUR) == "Next: tomorrow, 12:00 in Berlin."


def test_it_is_right_through_a_change_of_clocks():
    before = datetime(2026, 10, 30, 12, tzinfo=UTC)  # clocks are put back on Sunday
    person = make_reader("America/New_York", weekdays=[MONDAY], chosen_at=before)

    assert words(person, before) == "Next: Monday, 18:00 in New York."
