"""Claiming, reviewing, answering and taking back."""

from datetime import timedelta

import pytest

from progress.cohorts.models import AuditEntry, Membership, Review, ReviewClaim, Verdict
from progress.cohorts.reviews import claims, reviewing, talking
from progress.cohorts.reviews.checklist import LONGEST, MOST, checklist
from progress.learning.submissions import CONFIRMED, SENT, states, withdraw
from progress.reminders.models import Kind, Mail, MailState
from tests.cohorts.makers import make_cohort, make_membership
from tests.cohorts.reviews.there import DAY, NOON, There
from tests.reminders.people import make_reader

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def there():
    return There()


def review(there, submission, *, by=None, verdict=Verdict.APPROVED, at=NOON, **fields):
    fields = {"words": "Well made.", "checked": ["It runs."], "cohort": there.cohort} | fields
    mentor = (by or there.noor).person
    return reviewing.review(submission=submission, mentor=mentor, verdict=verdict, at=at, **fields)


def test_a_claim_holds_for_half_an_hour_and_is_renewed_by_its_mentor(there):
    submission = there.hand_in()
    noor, tom = there.noor.person, there.tom.person

    assert claims.claim(submission=submission, mentor=noor, at=NOON).mentor == noor
    assert claims.claim(submission=submission, mentor=tom, at=NOON + 29 * MINUTE).mentor == noor
    renewed = claims.claim(submission=submission, mentor=noor, at=NOON + 29 * MINUTE)
    assert renewed.until == NOON + 59 * MINUTE
    assert claims.claim(submission=submission, mentor=tom, at=NOON + 59 * MINUTE).mentor == tom


def test_a_claim_is_taken_over_and_let_go_by_its_holder_alone(there):
    submission = there.hand_in()
    claims.claim(submission=submission, mentor=there.noor.person, at=NOON)

    claims.take_over(submission=submission, mentor=there.tom.person, at=NOON)
    claims.let_go(submission=submission, mentor=there.noor.person)
    assert claims.claim_on(submission, NOON).mentor == there.tom.person

    claims.let_go(submission=submission, mentor=there.tom.person)
    assert claims.claim_on(submission, NOON) is None


def test_approving_confirms_and_ends_the_claim(there):
    submission = there.hand_in()
    claims.claim(submission=submission, mentor=there.noor.person, at=NOON)

    said = review(there, submission)

    submission.refresh_from_db()
    assert (submission.confirmed_at, submission.confirmed_by) == (NOON, there.noor.person)
    assert states(there.robin.person, [there.milestone]) == {there.milestone.pk: CONFIRMED}
    assert (said.words, said.checked) == ("Well made.", ["It runs."])
    assert not ReviewClaim.objects.exists()
    entry = AuditEntry.objects.get(what=AuditEntry.What.REVIEWED)
    assert (entry.actor, entry.learner, entry.told) == (
        there.noor.person,
        there.robin.person,
        {"verdict": "approved"},
    )


def test_after_changes_are_wanted_the_same_link_is_another_try(there):
    first = there.hand_in()
    assert there.hand_in() == first

    review(there, first, verdict=Verdict.CHANGES)
    second = there.hand_in(at=NOON + DAY)

    assert second.number == 2
    assert there.hand_in(at=NOON + DAY) == second
    assert reviewing.waits(second)
    assert not reviewing.waits(first)
    assert states(there.robin.person, [there.milestone]) == {there.milestone.pk: SENT}


@pytest.mark.parametrize("spoil", ["review", "withdraw", "hand in anew"])
def test_what_does_not_wait_is_not_reviewed(there, spoil):
    submission = there.hand_in()
    if spoil == "review":
        review(there, submission, by=there.tom)
    elif spoil == "withdraw":
        withdraw(learner=there.robin.person, submission=submission, at=NOON)
    else:
        there.hand_in(link="https://x.example/second")
    before = Review.objects.count()

    with pytest.raises(reviewing.NothingToReview):
        review(there, submission)

    assert Review.objects.count() == before


def test_what_somebody_else_looks_at_is_not_reviewed(there):
    submission = there.hand_in()
    claims.claim(submission=submission, mentor=there.tom.person, at=NOON)

    with pytest.raises(reviewing.Taken):
        review(there, submission)

    assert not Review.objects.exists()


def test_a_learner_in_two_cohorts_is_reviewed_once(there):
    other = make_cohort(there.milestone.roadmap)
    make_membership(other, person=there.robin.person)
    elsewhere = make_membership(other, role="mentor")
    submission = there.hand_in()
    assert reviewing.evidence_in(other).get() == reviewing.evidence_in(there.cohort).get()

    review(there, submission, by=elsewhere, cohort=other)

    with pytest.raises(reviewing.NothingToReview):
        review(there, submission)


def test_a_review_is_taken_back_within_minutes(there):
    submission = there.hand_in()
    said = review(there, submission)

    assert reviewing.take_back(review=said, mentor=there.noor.person, at=NOON + MINUTE)

    submission.refresh_from_db()
    assert submission.confirmed_at is None
    assert reviewing.waits(submission)
    assert not reviewing.take_back(review=said, mentor=there.noor.person, at=NOON + MINUTE)


@pytest.mark.parametrize("why", ["late", "another's", "answered", "handed in anew"])
def test_a_review_stays_where_somebody_has_gone_on_from_it(there, why):
    submission = there.hand_in()
    said = review(there, submission, verdict=Verdict.CHANGES)
    if why == "answered":
        talking.reply(submission=submission, author=there.robin.person, words="How?", at=NOON + MINUTE)
    if why == "handed in anew":
        there.hand_in(at=NOON + MINUTE)
    at = NOON + (11 if why == "late" else 2) * MINUTE
    mentor = there.tom if why == "another's" else there.noor

    assert not reviewing.take_back(review=said, mentor=mentor.person, at=at)
    assert Review.objects.filter(pk=said.pk).exists()


def test_only_those_of_the_cohort_and_its_roadmaps_are_reviewed_there(there):
    mine = there.hand_in()
    elsewhere = There()
    there.hand_in(elsewhere.robin)  # on this roadmap, by somebody who learns in another cohort
    elsewhere.hand_in(there.robin)  # on a roadmap that is not the cohort's

    assert [*reviewing.evidence_in(there.cohort)] == [mine]


def test_who_has_left_is_reviewed_nowhere(there):
    there.hand_in()
    Membership.objects.filter(pk=there.robin.pk).update(left_at=NOON)

    assert not reviewing.evidence_in(there.cohort).exists()


def test_an_answer_that_is_sent_twice_stands_once(there):
    submission = there.hand_in()
    review(there, submission)
    said = {"submission": submission, "author": there.robin.person, "words": "Thank you."}

    assert talking.reply(**said, at=NOON) == talking.reply(**said, at=NOON)
    assert talking.may_answer(there.robin.person, [submission]) == {submission.pk}


def test_who_has_left_answers_nobody(there):
    submission = there.hand_in()
    review(there, submission)

    Membership.objects.filter(pk=there.robin.pk).update(left_at=NOON)

    assert talking.may_answer(there.robin.person, [submission]) == set()


def test_a_review_is_mailed_once_to_who_has_chosen_it(there):
    reader = make_reader(reviewed=True)
    chose = make_membership(there.cohort, person=reader)
    review(there, there.hand_in(chose))
    review(there, there.hand_in())

    mail = Mail.objects.get()

    assert (mail.recipient, mail.kind, mail.state) == (reader, Kind.REVIEWED, MailState.DUE)
    assert mail.told["verdict"] == "approved"
    assert mail.told["words"] == "Well made."
    assert mail.told["url"].endswith("#evidence")


def test_a_review_that_was_taken_back_at_once_is_not_mailed(there):
    chose = make_membership(there.cohort, person=make_reader(reviewed=True))
    submission = there.hand_in(chose)

    said = review(there, submission)
    reviewing.take_back(review=said, mentor=there.noor.person, at=NOON + MINUTE)
    review(there, submission, verdict=Verdict.CHANGES, words="Add a test.")

    assert [*Mail.objects.order_by("pk").values_list("state", "reason")] == [
        (MailState.SKIPPED, "taken back"),
        (MailState.DUE, ""),
    ]


@pytest.mark.parametrize(
    ("brief", "lines"),
    [
        ("", []),
        ("<p>Build it.</p>", ["Build it."]),
        ("Kill it halfway. Show that nothing was lost.", ["Kill it halfway.", "Show that nothing was lost."]),
        ("Use v1.2 of it, e.g. here. Done!", ["Use v1.2 of it, e.g. here.", "Done!"]),
        ("<p>Two:</p><ul><li>One &amp; only</li><li>a <code>b</code></li></ul>", ["One & only", "a b"]),
        ("<ol><li>Outer<ul><li>inner</li></ul></li></ol>", ["Outer", "inner"]),
        ("<ul><li>Same</li><li>Same</li><li> </li></ul>", ["Same"]),
        ("<ul><li>" + "x" * 999 + "</li></ul>", ["x" * LONGEST]),
        ("<ul>" + "".join(f"<li>{n}</li>" for n in range(99)) + "</ul>", [str(n) for n in range(MOST)]),
    ],
)
def test_a_checklist_is_made_of_the_brief(brief, lines):
    assert checklist(brief) == lines
