"""The others are told after 7, 14 and 21 days, each once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from progress.cohorts.models import Cohort, Escalation, Membership, Role, Verdict
from progress.cohorts.reviews import claims, reviewing
from progress.cohorts.reviews.escalating import escalate
from progress.cohorts.tasks import tell_of_waits
from progress.learning.submissions import withdraw
from progress.reminders.models import Kind, Mail, MailChoices
from progress.reminders.rehearsing import rehearse
from progress.reminders.sending.sender import send_due
from roadmap_site.accounts.erasure import erase
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
    return [(one.mentor.name, one.step) for one in Escalation.objects.select_related("mentor").order_by("pk")]


def mails():
    return Mail.objects.filter(kind=Kind.REVIEW_WAITING).order_by("pk")


def send(at):
    for _ in send_due(lambda: at):
        pass
    return mail.outbox


def test_each_is_told_three_times_and_no_more(there):
    there.hand_in()

    for hours in range(0, 60 * 24, 12):
        sum(escalate(NOON + timedelta(hours=hours)))

    assert sorted(told(there)) == [(name, days) for name in ("Noor", "Tom") for days in (7, 14, 21)]
    assert mails().count() == 6


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
    assert told(there) == [("Tom", 7), ("Noor", 7)]


@pytest.mark.parametrize(
    "why", ["reviewed", "withdrawn", "newer", "left", "archived", "ended", "role", "another roadmap"]
)
def test_nobody_is_told_of_what_does_not_wait(there, why):
    no_longer_waits(there, there.hand_in(), why)

    assert sum(escalate(NOON + 8 * DAY)) == 0


@pytest.mark.parametrize("why", ["reviewed", "withdrawn", "left", "archived", "ended", "role", "deleted"])
def test_what_changes_before_the_mail_is_sent_is_not_told(there, why):
    submission = there.hand_in()
    sum(escalate(NOON + 8 * DAY))
    assert "Robin" not in str(mails()[0].told)

    no_longer_waits(there, submission, why)

    assert send(NOON + 8 * DAY) == []
    assert {(one.state, one.reason, one.told) for one in mails()} == {("skipped", "no longer so", None)}


def test_whoever_has_begun_it_meanwhile_is_not_told(there):
    submission = there.hand_in()
    sum(escalate(NOON + 8 * DAY))
    claims.claim(submission=submission, mentor=there.noor.person, at=NOON + 8 * DAY)

    assert [one.to for one in send(NOON + 8 * DAY)] == [[there.tom.person.email]]


def test_a_rehearsal_does_not_say_that_it_would_be_sent(there):
    no_longer_waits(there, there.hand_in(), "none of it")
    sum(escalate(NOON + 8 * DAY))

    def reasons():
        return {one.reason for some in rehearse(NOON + 8 * DAY) for one in some}

    assert reasons() == {""}
    Membership.objects.filter(pk=there.robin.pk).update(left_at=NOON)
    assert reasons() == {"no longer so"}


def test_many_that_wait_come_in_one_mail(there):
    for number in range(21):
        kim = there.let_in(f"Kim {number}", Role.LEARNER)
        there.hand_in(kim, at=NOON + timedelta(hours=number))

    assert sum(escalate(NOON + 9 * DAY)) == 2

    first = send(NOON + 9 * DAY)[0]
    assert len(mail.outbox) == 2
    assert first.subject == "21 milestones wait for a review"
    assert "The first has waited for 9 days." in first.body
    assert "Kim 0, for 9 days" in first.body
    assert "1 more waits." in first.body
    assert there.address() in first.body


def test_there_is_one_mail_a_day_and_the_next_day_has_the_rest(there):
    kim = there.let_in("Kim", Role.LEARNER)
    there.hand_in()
    there.hand_in(kim, at=NOON + timedelta(hours=2))
    sum(escalate(NOON + 7 * DAY))

    assert sum(escalate(NOON + 7 * DAY + timedelta(hours=3))) == 0
    assert sum(escalate(NOON + 8 * DAY)) == 2

    assert len(told(there)) == 4
    send(NOON + 8 * DAY)
    assert sorted("Kim" in one.body for one in mail.outbox) == [False, False, True, True]


def no_longer_waits(there, submission, why):
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
    elif why == "ended":
        Cohort.objects.update(ended_on=NOON + 6 * DAY)
    elif why == "deleted":
        erase(person=there.robin.person)
    elif why == "role":
        Membership.objects.filter(role__in=[Role.MENTOR, Role.OWNER]).update(role=Role.OBSERVER)
    elif why == "another roadmap":
        there.cohort.lines.all().delete()


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
