"""Two mentors at once, each race with a control: without its guard it goes wrong."""

import threading
from functools import partial
from itertools import count

import pytest

from progress.cohorts.models import Review, ReviewClaim, Verdict
from progress.cohorts.reviews import claims, escalating, reviewing
from progress.cohorts.reviews.escalating import escalate
from progress.learning.models import Submission
from progress.reminders.models import Kind, Mail, MailChoices
from roadmap_site.accounts.erasure import erase
from tests.cohorts.makers import make_membership
from tests.cohorts.people.test_races import ROUNDS, at_once
from tests.cohorts.reviews.there import DAY, NOON, There
from tests.reminders.people import make_reader

pytestmark = pytest.mark.django_db(transaction=True)


def handed_in():
    there = There()
    reader = make_membership(there.cohort, person=make_reader(reviewed=True))
    return there, there.hand_in(reader)


def claiming(submission, membership):
    return lambda: claims.claim(submission=submission, mentor=membership.person, at=NOON).mentor_id


def reviews(there, submission, membership, verdict=Verdict.APPROVED):
    return lambda: reviewing.review(
        submission=submission,
        cohort=there.cohort,
        mentor=membership.person,
        verdict=verdict,
        words="Look again.",
        checked=[],
        at=NOON,
    )


def test_of_two_who_begin_at_once_both_learn_whose_it_is():
    for _ in range(ROUNDS):
        there, submission = handed_in()

        became = at_once(claiming(submission, there.noor), claiming(submission, there.tom))

        assert set(became) == {ReviewClaim.objects.get(pk=submission.pk).mentor_id}


def test_without_the_condition_both_would_think_that_it_is_theirs(monkeypatch):
    """A control: who looks first whether it is free, and then writes, is overtaken."""
    there, submission = handed_in()
    met = threading.Barrier(2)

    def careless(membership):
        def run():
            assert claims.claim_on(submission, NOON) is None
            met.wait(10)
            claims.take_over(submission=submission, mentor=membership.person, at=NOON)
            return membership.person_id

        return run

    assert len(set(at_once(careless(there.noor), careless(there.tom)))) == 2


def test_two_reviews_at_once_are_one():
    for _ in range(ROUNDS):
        there, submission = handed_in()

        became = at_once(
            reviews(there, submission, there.noor), reviews(there, submission, there.tom, Verdict.CHANGES)
        )

        said = Review.objects.get(submission=submission)
        submission.refresh_from_db()
        assert [type(one) for one in became if one != said] == [reviewing.NothingToReview]
        assert bool(submission.confirmed_at) == (said.verdict == Verdict.APPROVED)
        assert Mail.objects.filter(recipient=submission.learner).count() == 1


def test_without_the_locks_both_reviews_would_stand(monkeypatch):
    there, submission = handed_in()
    met, waits = threading.Barrier(2), reviewing.waits

    def hold(submission, mentor):
        return Submission.objects.select_related("learner", "milestone").get(pk=submission.pk)

    def wait_together(submission):
        found = waits(submission)
        met.wait(10)
        return found

    def claim_anyway(*, submission, mentor, at):
        return ReviewClaim(submission=submission, mentor=mentor, until=at)

    monkeypatch.setattr(reviewing, "_hold", hold)
    monkeypatch.setattr(reviewing, "waits", wait_together)
    monkeypatch.setattr(reviewing, "claim", claim_anyway)

    at_once(reviews(there, submission, there.noor), reviews(there, submission, there.tom, Verdict.CHANGES))

    assert Review.objects.filter(submission=submission).count() == 2


def test_a_review_and_a_new_try_come_one_after_the_other():
    for _ in range(ROUNDS):
        there, submission = handed_in()
        again = partial(there.hand_in, submission.learner.memberships.get(), link="https://x.example/2")

        became, second = at_once(reviews(there, submission, there.noor), again)

        assert isinstance(second, Submission), second
        assert isinstance(became, Review | reviewing.NothingToReview), became


@pytest.mark.parametrize("who", ["learner", "mentor"])
def test_a_review_and_the_end_of_an_account_wait_for_one_another(who):
    for _ in range(ROUNDS):
        there, submission = handed_in()
        person = submission.learner if who == "learner" else there.tom.person

        became, erased = at_once(
            reviews(there, submission, there.tom), lambda person=person: erase(person=person)
        )

        assert erased is None, erased
        assert isinstance(became, Review | reviewing.NothingToReview), became


def waiting_for_a_week():
    there, _ = handed_in()
    for mentor in (there.noor, there.tom):
        MailChoices.objects.create(person=mentor.person, waiting=True, since=NOON)
    return there


def told(there):
    mentors = [there.noor.person, there.tom.person]
    return Mail.objects.filter(kind=Kind.REVIEW_WAITING, recipient__in=mentors).count()


def test_two_workers_at_once_tell_each_mentor_once():
    for _ in range(ROUNDS):
        there = waiting_for_a_week()

        became = at_once(*[lambda: sum(escalate(NOON + 7 * DAY))] * 2)

        assert told(there) == 2, became


def test_without_the_keys_each_would_be_told_twice(monkeypatch):
    there, post, keys = waiting_for_a_week(), escalating.post, count()
    monkeypatch.setattr(escalating, "post", lambda **told: post(**told | {"key": f"{next(keys)}"}))
    monkeypatch.setattr(escalating, "_note", lambda waits, at: [wait.submission for wait in waits])

    at_once(*[lambda: sum(escalate(NOON + 7 * DAY))] * 2)

    assert told(there) == 4
