"""Choosing mails, and taking a choice back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection

from progress.learning.plans.kept import WHILE
from progress.reminders.choosing import Change, Chosen, choose, chosen_by, stop_kinds
from progress.reminders.ledger.posting import post
from progress.reminders.models import CHOSEN, Kind, Mail, MailChoices
from progress.reminders.schedule.planning import plan
from progress.reminders.taking_back import take_back, word_of
from roadmap_site.accounts.models import User
from tests.factories import make_learner
from tests.reminders.people import EVERY_DAY, make_reader, next_due

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 7, 7, 12, tzinfo=UTC)  # a Tuesday
SIX = NOON + timedelta(hours=6)
SOME = Chosen((0, 3), frozenset({Kind.AT_RISK, Kind.MESSAGE}), time(19), time(23), time(6))
MINUTE = timedelta(minutes=1)


def test_nobody_has_chosen_anything_at_first():
    assert chosen_by(make_learner().pk) == Chosen()
    assert Chosen().all == frozenset()


def test_what_is_chosen_is_what_there_is():
    person = make_learner()

    change = choose(person=person, chosen=SOME, at=NOON)

    assert change == Change(Chosen(), SOME)
    assert chosen_by(person.pk) == SOME
    assert SOME.all == {Kind.REMINDER, Kind.AT_RISK, Kind.MESSAGE}
    assert next_due(person) is not None


def test_choosing_nothing_is_kept_as_an_answer():
    person = make_learner()

    assert not choose(person=person, chosen=Chosen(), at=NOON)

    assert MailChoices.objects.filter(pk=person.pk).exists()
    assert next_due(person) is None


def test_choosing_the_same_again_changes_nothing():
    person = make_reader(weekdays=[1], chosen_at=NOON)

    assert not choose(person=person, chosen=chosen_by(person.pk), at=SIX)

    assert MailChoices.objects.get(pk=person.pk).since == NOON


def test_what_is_switched_off_is_not_sent_though_it_was_due():
    person = make_reader("UTC", weekdays=EVERY_DAY, message=True, chosen_at=NOON)
    list(plan(SIX))
    post(recipient=person, kind=Kind.MESSAGE, key="1", at=SIX)

    choose(person=person, chosen=replace(chosen_by(person.pk), weekdays=()), at=SIX)

    assert dict(Mail.objects.values_list("kind", "state")) == {"reminder": "skipped", "message": "due"}


def test_an_account_that_is_gone_chooses_nothing():
    person = make_learner()
    User.objects.filter(pk=person.pk).delete()

    with pytest.raises(User.DoesNotExist):
        choose(person=person, chosen=SOME, at=NOON)


@pytest.mark.parametrize(
    "at, kinds, silenced",
    [
        (time(18), [Kind.NUDGE], False),
        (time(22), [Kind.NUDGE], True),
        (time(6, 59), [Kind.DIGEST], True),
        (time(7), [Kind.DIGEST], False),
        (time(23), [Kind.AT_RISK, Kind.MESSAGE], False),  # these don't come at that time
    ],
)
def test_what_comes_at_a_quiet_hour_would_never_come(at, kinds, silenced):
    assert Chosen(at=at, kinds=frozenset(kinds)).is_silenced == silenced


def test_a_change_is_taken_back_and_once_more_changes_nothing():
    person = make_reader(weekdays=[1], chosen_at=NOON)
    before = chosen_by(person.pk)
    change = choose(person=person, chosen=SOME, at=NOON)
    word = word_of(change, person_pk=person.pk, at=NOON)

    assert take_back(person=person, word=word, at=NOON)
    assert take_back(person=person, word=word, at=NOON)

    assert chosen_by(person.pk) == before


def test_stopping_is_taken_back():
    person = make_learner()
    choose(person=person, chosen=SOME, at=NOON)

    change = stop_kinds(person_pk=person.pk, kinds=CHOSEN, at=NOON)
    stopped = chosen_by(person.pk)
    take_back(person=person, word=word_of(change, person_pk=person.pk, at=NOON), at=NOON)

    assert stopped == SOME.without()
    assert chosen_by(person.pk) == SOME


def test_stopping_what_is_off_or_nobodys_is_no_change():
    person = make_reader(digest=True)

    assert not stop_kinds(person_pk=person.pk, kinds=(Kind.NUDGE,), at=NOON)
    assert not stop_kinds(person_pk=10**9, kinds=CHOSEN, at=NOON)


def test_what_was_chosen_since_is_not_overwritten():
    person = make_learner()
    word = word_of(choose(person=person, chosen=SOME, at=NOON), person_pk=person.pk, at=NOON)
    later = replace(SOME, at=time(8))
    choose(person=person, chosen=later, at=NOON)

    assert not take_back(person=person, word=word, at=NOON)

    assert chosen_by(person.pk) == later


@pytest.mark.parametrize("wrong", ["", "x", "another's", "too old"])
def test_what_is_no_word_of_theirs_takes_nothing_back(wrong):
    person, another = make_learner(), make_learner()
    word = word_of(choose(person=person, chosen=SOME, at=NOON), person_pk=person.pk, at=NOON)
    told = {"another's": word_of(Change(Chosen(), SOME), person_pk=another.pk, at=NOON), "too old": word}

    assert not take_back(
        person=person, word=told.get(wrong, wrong), at=NOON + (WHILE if wrong == "too old" else MINUTE)
    )

    assert chosen_by(person.pk) == SOME


@pytest.mark.django_db(transaction=True)
def test_two_first_choices_at_once_are_one_after_the_other():
    person = make_learner()
    choices = [replace(SOME, at=time(hour)) for hour in range(8, 16)]

    def press(chosen):
        try:
            return choose(person=person, chosen=chosen, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        changes = list(threads.map(press, choices))

    assert {change.before for change in changes} == {Chosen(), *choices} - {chosen_by(person.pk)}
