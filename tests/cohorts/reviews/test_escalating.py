"""The others are told after 7, 14 and 21 days, each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from progress.cohorts.models import Cohort, Membership, Role, Verdict
from progress.cohorts.reviews import claims, reviewing
from progress.cohorts.reviews.escalating import escalate
from progress.cohorts.tasks import tell_of_waits
from progress.learning.submissions import withdraw
from progress.reminders.models import Kind, Mail, MailChoices
from tests.cohorts.makers import make_cohort, make_membership
from tests.cohorts.reviews.there import DAY, NOON, There
from tests.mails import sent
from tests.reminders.people import make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def there():
    """Noor and Tom have chosen to be told; Uma has not."""
    there = There()
    for mentor in (there.noor, there.tom):
        MailChoices.objects.create(person=mentor.person, waiting=True, since=NOON)
    there.let_in("Uma", Role.MENTOR)
    return there


def told(there):
    return [
        (mail.recipient.name, mail.told["days"])
        for mail in Mail.objects.filter(kind=Kind.REVIEW_WAITING).order_by("pk")
    ]


def test_each_is_told_three_times_and_no_more(there):
    there.hand_in()

    for hours in range(0, 60 * 24, 12):
        sum(escalate(NOON + timedelta(hours=hours)))

    assert sorted(told(there)) == [(name, days) for name in ("Noor", "Tom") for days in (7, 14, 21)]


def test_again_changes_nothing(there):
    there.hand_in()

    assert sum(escalate(NOON + 7 * DAY)) == 2
    assert sum(escalate(NOON + 7 * DAY)) == 0


@pytest.mark.parametrize(("days", "steps"), [(6.9, 0), (7, 2), (13.9, 2), (15, 2), (27.9, 2), (28, 0)])
def test_after_a_pause_of_the_worker_only_the_last_step_is_told(there, days, steps):
    there.hand_in()

    assert sum(escalate(NOON + days * DAY)) == steps


def test_whoever_looks_at_it_is_not_told(there):
    submission = there.hand_in()
    claims.claim(submission=submission, mentor=there.noor.person, at=NOON + 7 * DAY)

    sum(escalate(NOON + 7 * DAY))
    assert told(there) == [("Tom", 7)]

    sum(escalate(NOON + 8 * DAY))  # the claim has passed
    assert told(there) == [("Tom", 7), ("Noor", 8)]


@pytest.mark.parametrize(
    "why", ["reviewed", "withdrawn", "newer", "left", "archived", "role", "another roadmap"]
)
def test_nobody_is_told_of_what_does_not_wait(there, why):
    submission = there.hand_in()
    if why == "reviewed":
        reviewing.review(
            submission=submission,
            cohort=there.cohort,
            mentor=there.noor.person,
            verdict=Verdict.CHANGES,
            words="More.",
            checked=[],
            at=NOON,
        )
    elif why == "withdrawn":
        withdraw(learner=there.robin.person, submission=submission, at=NOON)
    elif why == "newer":
        there.hand_in(link="https://x.example/2", at=NOON + 6 * DAY)
    elif why == "left":
        Membership.objects.filter(pk=there.robin.pk).update(left_at=NOON)
    elif why == "archived":
        Cohort.objects.update(archived_at=NOON)
    elif why == "role":
        Membership.objects.filter(role__in=[Role.MENTOR, Role.OWNER]).update(role=Role.OBSERVER)
    else:
        there.cohort.lines.all().delete()

    assert sum(escalate(NOON + 8 * DAY)) == 0


def test_a_mentor_of_two_cohorts_is_told_once(there):
    other = make_cohort(there.milestone.roadmap)
    make_membership(other, person=there.robin.person)
    make_membership(other, person=there.noor.person, role=Role.MENTOR)
    there.hand_in()

    assert sum(escalate(NOON + 7 * DAY)) == 2


def test_the_task_has_it_sent_with_the_way_to_the_review(there):
    reader = make_reader(waiting=True)
    make_membership(there.cohort, person=reader, role=Role.MENTOR)
    submission = there.hand_in(at=timezone.now() - 7 * DAY)

    tell_of_waits()

    mine = [mail for mail in sent() if mail.to == [reader.email]]
    assert [mail.subject for mail in mine] == ["“Build a feed” waits for your review"]
    assert "Robin handed it in 7 days ago" in mine[0].body
    assert f"/cohorts/{there.cohort.pk}/reviews/{submission.pk}/" in mine[0].body
