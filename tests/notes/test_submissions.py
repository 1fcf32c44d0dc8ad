import pytest

from progress.learning.models import Submission
from progress.learning.submissions import (
    CONFIRMED,
    MOST,
    SENT,
    MilestoneTally,
    TooManySubmissions,
    restore,
    states,
    submit,
    tally,
    withdraw,
)
from tests.factories import make_learner, make_milestone
from tests.learning.instants import MINUTE, MONDAY, MONDAY_NOON, TUESDAY_NOON


@pytest.fixture
def milestone(db):
    return make_milestone()


@pytest.fixture
def hand_in(learner, milestone):
    def hand_in(text="Done", link="", at=MONDAY_NOON):
        return submit(learner=learner, milestone=milestone, link=link, text=text, at=at)

    return hand_in


def active_days(learner):
    return {day.day: day.activities for day in learner.active_days.all()}


def confirm(submission):
    Submission.objects.filter(pk=submission.pk).update(confirmed_at=TUESDAY_NOON)


def test_handing_in_counts_for_the_day(learner, hand_in):
    submission = hand_in()

    assert (submission.number, submission.day) == (1, MONDAY)
    assert active_days(learner) == {MONDAY: 1}


def test_the_same_again_is_one_submission(learner, hand_in):
    first = hand_in()

    assert hand_in(at=TUESDAY_NOON) == first
    assert active_days(learner) == {MONDAY: 1}


def test_something_else_is_another(hand_in):
    hand_in("One")

    assert hand_in("Two").number == 2


def test_a_withdrawal_on_the_same_day_takes_it_from_the_day(learner, milestone, hand_in):
    submission = hand_in()

    for _ in range(2):
        withdraw(learner=learner, submission=submission, at=MONDAY_NOON + MINUTE)

    assert active_days(learner) == {}
    assert states(learner, [milestone]) == {}


def test_a_withdrawal_later_leaves_the_day_as_it_was(learner, hand_in):
    withdraw(learner=learner, submission=hand_in(), at=TUESDAY_NOON)

    assert active_days(learner) == {MONDAY: 1}


def test_a_withdrawal_is_undone_with_its_day(learner, milestone, hand_in):
    submission = hand_in()
    withdraw(learner=learner, submission=submission, at=MONDAY_NOON + MINUTE)

    for _ in range(2):
        restore(learner=learner, submission=submission, at=MONDAY_NOON + 2 * MINUTE)
    assert active_days(learner) == {MONDAY: 1}
    assert states(learner, [milestone]) == {milestone.pk: SENT}

    withdraw(learner=learner, submission=submission, at=MONDAY_NOON + 3 * MINUTE)
    assert active_days(learner) == {}


def test_undoing_a_later_withdrawal_makes_no_new_day(learner, hand_in):
    submission = hand_in()
    withdraw(learner=learner, submission=submission, at=TUESDAY_NOON)

    restore(learner=learner, submission=submission, at=TUESDAY_NOON + MINUTE)

    assert active_days(learner) == {MONDAY: 1}


def test_of_two_on_a_day_each_counts_for_it(learner, hand_in):
    first, second = hand_in("One"), hand_in("Two")
    assert active_days(learner) == {MONDAY: 2}

    withdraw(learner=learner, submission=first, at=MONDAY_NOON + MINUTE)
    assert active_days(learner) == {MONDAY: 1}
    withdraw(learner=learner, submission=second, at=MONDAY_NOON + MINUTE)
    assert active_days(learner) == {}


def test_a_confirmation_stays_when_more_is_handed_in(learner, milestone, hand_in):
    confirm(hand_in("One"))
    hand_in("Two")

    assert states(learner, [milestone]) == {milestone.pk: CONFIRMED}


def test_a_confirmation_goes_with_what_it_confirmed(learner, milestone, hand_in):
    first = hand_in("One")
    confirm(first)
    hand_in("Two")

    withdraw(learner=learner, submission=first, at=TUESDAY_NOON)

    assert states(learner, [milestone]) == {milestone.pk: SENT}


def test_what_others_hand_in_is_theirs(milestone, hand_in):
    other = make_learner()
    submission = hand_in()
    assert states(other, [milestone]) == {}

    withdraw(learner=other, submission=submission, at=MONDAY_NOON)

    submission.refresh_from_db()
    assert submission.withdrawn_at is None


def test_milestones_are_counted_apart(learner, milestone, hand_in):
    confirm(hand_in())
    other, untouched = make_milestone(), make_milestone()
    submit(learner=learner, milestone=other, link="https://a.example/", text="", at=MONDAY_NOON)
    all_three = [milestone, other, untouched]

    assert tally(all_three, states(learner, all_three)) == MilestoneTally(all=3, done=2, confirmed=1)


def test_only_so_many_are_kept(hand_in):
    for number in range(MOST):
        hand_in(str(number))

    with pytest.raises(TooManySubmissions):
        hand_in("one more")
