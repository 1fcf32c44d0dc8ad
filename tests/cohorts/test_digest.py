"""A mentor's weekly digest: planned once for each cohort and Monday, and told as of when it is sent."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from progress.cohorts.digest import subjects, tell, topics_done
from progress.cohorts.models import Cohort, Membership, Role, Shows
from progress.learning.marks import set_state
from progress.reminders.choosing import Chosen, choose
from progress.reminders.ledger.stopping import stop
from progress.reminders.models import Kind, Mail, MailChoices
from progress.reminders.schedule.planning import plan
from progress.reminders.schedule.weekly import Asked
from progress.reminders.sending import sender
from progress.reminders.sending.sender import send_due
from tests.cohorts.makers import make_cohort, make_membership
from tests.cohorts.people.test_races import at_once
from tests.cohorts.reviews.there import There
from tests.factories import make_learner, make_topic
from tests.reminders.people import make_reader, next_due

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 4, 6)
SIX = datetime(2026, 4, 6, 16, tzinfo=UTC)  # in Berlin, where the mentor is, it is six in the evening
SOON = SIX + timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def there():
    return There()


@pytest.fixture
def ada(there):
    """A mentor who has chosen the digest."""
    person = make_reader(cohort=True, chosen_at=SIX - 3 * DAY)
    make_membership(there.cohort, person=person, role=Role.MENTOR)
    return person


def planned(at=SOON):
    for _ in plan(at):
        pass
    return list(Mail.objects.filter(kind=Kind.COHORT_DIGEST).order_by("pk"))


def lines_of(there, person, at=SIX):
    asked = Asked(person.pk, there.cohort.pk, MONDAY - DAY)
    return tell([asked], at)[asked]["lines"]


def test_choosing_it_makes_the_planner_look_on_monday(ada):
    assert next_due(ada) == SIX


def test_without_it_nothing_is_planned(there):
    person = make_reader(chosen_at=SIX - 3 * DAY, message=True)
    make_membership(there.cohort, person=person, role=Role.MENTOR)

    assert next_due(person) is None
    assert planned() == []


def test_it_is_planned_once_for_each_cohort_and_monday(there, ada):
    other = make_cohort(there.milestone.roadmap)
    make_membership(other, person=ada, role=Role.OWNER)
    make_membership(other)

    assert planned(SIX - timedelta(minutes=1)) == []
    keys = [mail.key for mail in planned()]
    assert keys == [f"{there.cohort.pk}:2026-04-06", f"{other.pk}:2026-04-06"]

    MailChoices.objects.update(next_due_at=SIX)
    assert [mail.key for mail in planned()] == keys
    assert [mail.key for mail in planned(next_due(ada))] == keys
    assert next_due(ada) == SIX + 7 * DAY
    assert [mail.key for mail in planned(SOON + 7 * DAY)][2:] == [
        f"{there.cohort.pk}:2026-04-13",
        f"{other.pk}:2026-04-13",
    ]


@pytest.mark.django_db(transaction=True)
def test_two_planners_at_once_plan_it_once():
    for _ in range(3):
        there = There()
        person = make_reader(cohort=True, chosen_at=SIX - 3 * DAY)
        make_membership(there.cohort, person=person, role=Role.MENTOR)

        at_once(*[lambda: [*plan(SOON)]] * 2)

        assert Mail.objects.filter(recipient=person).count() == 1


def test_other_mail_of_the_date_does_not_matter(there, ada):
    choose(person=ada, chosen=Chosen((0,), frozenset([Kind.COHORT_DIGEST, Kind.DIGEST])), at=SIX - 2 * DAY)

    assert len(planned()) == 1
    assert Mail.objects.filter(kind=Kind.DIGEST).count() == 1


def test_a_digest_that_is_hours_late_is_none(ada):
    assert planned(SIX + timedelta(hours=7)) == []


def test_it_is_sent_with_the_numbers_of_the_week(there, ada, mailoutbox):
    set_state(
        learner=there.robin.person, topic=make_topic(phase=there.milestone.phase), state="done", at=SIX - DAY
    )
    there.hand_in(at=SIX - 3 * DAY)
    planned()

    for _ in send_due(lambda: SOON):
        pass

    (mail,) = mailoutbox
    assert mail.subject == "Autumn: the week to 5 April"
    assert "1 of 1 learner was active" in mail.body
    assert "1 topic done, 1 more than the week before" in mail.body
    assert "A milestone waits for a review, for 3 days" in mail.body
    assert f"/cohorts/{there.cohort.pk}/" in mail.body


def test_who_is_stuck_is_named_with_the_reason_as_far_as_they_show_it(there, ada):
    topic = make_topic(phase=there.milestone.phase, title="Transactions")
    set_state(learner=there.robin.person, topic=topic, state="learning", at=SIX - 19 * DAY)

    assert "Robin: On “Transactions” for 19 days" in lines_of(there, ada)
    Membership.objects.filter(pk=there.robin.pk).update(shows=Shows.COUNTS)
    assert not [line for line in lines_of(there, ada) if "Transactions" in line]


@pytest.mark.parametrize("why", ["left", "observer", "learner", "archived"])
def test_who_looks_after_it_no_more_is_told_nothing(there, ada, why, mailoutbox):
    planned()
    mine = Membership.objects.filter(person=ada)
    if why == "left":
        mine.update(left_at=SIX)
    elif why == "archived":
        Cohort.objects.update(archived_at=SIX)
    else:
        mine.update(role=why)

    assert subjects([ada.pk], SIX) == {}
    for _ in send_due(lambda: SOON):
        pass
    assert mailoutbox == []
    assert Mail.objects.get().state == "skipped"


def test_a_role_that_goes_while_the_mail_is_written_is_seen(there, ada, mailoutbox, monkeypatch):
    planned()
    read = sender.letters.read_contents

    def read_and_lose_the_role(mails, at):
        contents = read(mails, at)
        Membership.objects.filter(person=ada).update(left_at=SIX)
        return contents

    monkeypatch.setattr(sender.letters, "read_contents", read_and_lose_the_role)
    for _ in send_due(lambda: SOON):
        pass

    assert mailoutbox == []
    assert Mail.objects.get().reason == "no longer so"


def test_a_cohort_without_learners_has_no_weeks(there, ada, mailoutbox):
    there.robin.delete()
    assert planned() == []

    there.let_in("Kim", Role.LEARNER)
    MailChoices.objects.update(next_due_at=SIX)
    assert len(planned()) == 1
    Membership.objects.learners().update(left_at=SIX)
    for _ in send_due(lambda: SOON):
        pass
    assert mailoutbox == []


@pytest.mark.parametrize(("last_day", "mails"), [(MONDAY - DAY, 0), (MONDAY, 1), (MONDAY + 90 * DAY, 1)])
def test_a_cohort_has_weeks_until_its_last_day_is_over(there, ada, last_day, mails):
    Cohort.objects.update(ended_on=last_day)

    assert len(planned()) == mails


def test_one_that_has_ended_meanwhile_is_not_told_of(there, ada):
    Cohort.objects.update(ended_on=MONDAY - DAY)

    assert tell([Asked(ada.pk, there.cohort.pk, MONDAY - DAY)], SIX) == {}


def test_stopping_it_stops_what_is_planned(ada, mailoutbox):
    planned()

    stop(person_pk=ada.pk, kinds=[Kind.COHORT_DIGEST], at=SOON)
    for _ in send_due(lambda: SOON):
        pass

    assert mailoutbox == []


def test_topics_are_counted_by_their_last_tick_while_they_are_done():
    learner, topics = make_learner(), [make_topic()]
    topics += [make_topic(phase=topics[0].phase) for _ in range(3)]
    for topic, ago in zip(topics, (1, 8, 8, 20), strict=True):
        set_state(learner=learner, topic=topic, state="done", at=SIX - ago * DAY)
    set_state(learner=learner, topic=topics[1], state="todo", at=SIX - DAY)

    assert topics_done([learner.pk], [topics[0].roadmap_id], SIX) == (1, 1)
    assert topics_done([learner.pk], [0], SIX) == (0, 0)


def test_many_learners_and_mentors_are_told_by_as_many_statements(there, ada):
    def asked():
        people = Membership.objects.filter(cohort=there.cohort, role=Role.MENTOR).values_list(
            "person", flat=True
        )
        with CaptureQueriesContext(connection) as captured:
            tell([Asked(person, there.cohort.pk, MONDAY) for person in people], SIX)
        return len(captured)

    few = asked()
    for number in range(20):
        there.let_in(f"Kim {number}", Role.LEARNER)
        there.let_in(f"Uma {number}", Role.MENTOR)

    assert asked() == few <= 10


def test_hostile_names_are_only_names(there, ada, mailoutbox):
    there.robin.person.name = "<b>R</b>\u202e"
    there.robin.person.save()
    topic = make_topic(phase=there.milestone.phase, title="<i>T</i>")
    set_state(learner=there.robin.person, topic=topic, state="learning", at=SIX - 19 * DAY)
    planned()

    for _ in send_due(lambda: SOON):
        pass

    html = mailoutbox[0].alternatives[0][0]
    assert "<b>R" not in html
    assert "<i>T" not in html
    assert "\u202e" not in mailoutbox[0].body
