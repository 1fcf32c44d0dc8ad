"""A visitor ticks, then signs up or in through the real pages."""

from datetime import timedelta
from time import perf_counter

import pytest
from django.utils import timezone

from curriculum.models import Alias
from progress.learning import visitors
from progress.learning.days import local_day
from progress.learning.joining import join
from progress.learning.marks import set_state
from progress.learning.models import Activity, Mark, SecondLook
from progress.learning.standings import Marks, standings
from progress.learning.visitors import KEY, LASTING
from roadmap_site.accounts.models import User
from tests.accounts import ways
from tests.factories import (
    make_concept,
    make_phase,
    make_reference,
    make_release,
    make_resource,
    make_topic,
    make_topics,
)
from tests.learning.instants import MINUTE, MONDAY, MONDAY_NOON, TUESDAY, TUESDAY_NOON, WEDNESDAY, noon

pytestmark = pytest.mark.django_db
EMAIL = "noor@cairn.example"
WEDNESDAY_NOON = noon(WEDNESDAY)


@pytest.fixture
def session(client):
    return client.session


def visit(session, topic, state, at=MONDAY_NOON, zone="UTC"):
    return visitors.set_state(session=session, zone=zone, topic=topic, state=state, at=at)


def states(learner):
    return dict(learner.marks.values_list("topic", "state"))


def active_days(learner):
    return sorted(learner.active_days.values_list("day", flat=True))


# Through the pages


def test_a_visitors_marks_join_at_sign_up(client):
    topic, at = make_topic(), timezone.now() - timedelta(days=1)
    visit(client.session, topic, "done", at, "Asia/Tokyo")

    ways.join(client, EMAIL)

    learner = User.objects.get()
    mark, activity = learner.marks.get(), learner.activities.get()
    day = local_day(at, "Asia/Tokyo")
    assert (mark.topic_id, mark.state, mark.at, mark.day) == (topic.pk, "done", at, day)
    assert (activity.kind, activity.at, activity.zone, activity.day) == ("join", at, "Asia/Tokyo", day)
    assert active_days(learner) == [day]
    assert KEY not in client.session


def test_nothing_joins_before_the_address_is_confirmed(client):
    visit(client.session, make_topic(), "done", timezone.now())

    ways.sign_up(client, EMAIL)

    assert not Mark.objects.exists()
    assert KEY in client.session


def test_a_visitors_marks_join_at_sign_in(client):
    learner, topic = User.objects.create_user(EMAIL, ways.PASSWORD), make_topic()
    visit(client.session, topic, "done", timezone.now())

    ways.sign_in(client, EMAIL)

    assert states(learner) == {topic.pk: "done"}
    assert KEY not in client.session


def test_signing_in_again_joins_nothing_twice(client):
    learner = User.objects.create_user(EMAIL, ways.PASSWORD)
    visit(client.session, make_topic(), "done", timezone.now())
    ways.sign_in(client, EMAIL)

    client.post("/accounts/logout/")
    ways.sign_in(client, EMAIL)

    assert learner.activities.count() == 1


def test_the_next_person_at_the_browser_gets_nothing(client):
    User.objects.create_user(EMAIL, ways.PASSWORD)
    other = User.objects.create_user("other@cairn.example", ways.PASSWORD)
    visit(client.session, make_topic(), "done", timezone.now())
    ways.sign_in(client, EMAIL)

    client.post("/accounts/logout/")
    ways.sign_in(client, "other@cairn.example")

    assert not other.marks.exists()


# Marks


@pytest.mark.parametrize(
    ("own", "brought", "stays"),
    [
        (None, "done", "done"),
        (None, "learning", "learning"),
        (None, "skipped", "skipped"),
        ("todo", "skipped", "skipped"),
        ("skipped", "learning", "learning"),
        ("learning", "done", "done"),
        ("done", "learning", "done"),
        ("learning", "skipped", "learning"),
        ("skipped", "todo", "skipped"),
        ("done", "todo", "done"),
        ("done", "done", "done"),
    ],
)
def test_the_further_state_wins(learner, session, own, brought, stays):
    topic = make_topic()
    if own:
        set_state(learner=learner, topic=topic, state=own if own != "todo" else "done", at=MONDAY_NOON)
        set_state(learner=learner, topic=topic, state=own, at=MONDAY_NOON)
    visit(session, topic, "learning" if brought == "todo" else brought, TUESDAY_NOON)
    visit(session, topic, brought, TUESDAY_NOON)

    join(learner=learner, session=session, at=WEDNESDAY_NOON)

    assert states(learner) == {topic.pk: stays}
    assert learner.marks.get().day == (TUESDAY if stays == brought != own else MONDAY)


def test_a_credited_mark_that_says_less_becomes_the_learners_own(learner, session):
    topic = make_topic()
    Mark.objects.create(
        learner=learner, topic=topic, state="learning", at=MONDAY_NOON, day=MONDAY, credited_by=make_release()
    )
    visit(session, topic, "done")

    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert learner.marks.get().state == "done"
    assert learner.marks.get().credited_by is None


def test_what_the_account_carries_is_not_lessened(learner, session):
    concept = make_concept()
    topic = make_topic(concept=concept)
    set_state(learner=learner, topic=make_topic(concept=concept), state="done", at=MONDAY_NOON)
    visit(session, topic, "learning")

    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert standings(Marks.of(learner), topic.roadmap_id)[topic.pk].state == "carried"


def test_a_declined_carry_stays_declined(learner, session):
    concept = make_concept()
    topic = make_topic(concept=concept)
    visit(session, make_topic(concept=concept), "done")
    visit(session, topic, "todo")

    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert standings(Marks.of(learner), topic.roadmap_id)[topic.pk].state == "todo"


def test_old_marks_join_and_count_for_no_day(learner, session):
    topic = make_topic()
    visit(session, topic, "done")

    join(learner=learner, session=session, at=MONDAY_NOON + LASTING)

    assert states(learner) == {topic.pk: "done"}
    assert learner.marks.get().day == MONDAY
    assert active_days(learner) == []


def test_what_is_logged_of_an_old_mark_is_that_it_came(learner, session):
    topic = make_topic()
    visit(session, topic, "done")
    signed_in = MONDAY_NOON + LASTING

    join(learner=learner, session=session, at=signed_in)

    activity = learner.activities.get()
    assert (activity.kind, activity.topic_id, activity.state) == ("join", topic.pk, "done")
    assert (activity.at, activity.qualifies, activity.former) == (signed_in, False, None)


def test_what_completes_a_phase_completes_it_at_once(learner, session):
    topic = make_topic()
    visit(session, topic, "done")

    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert {completion.phase_id for completion in learner.completions.all()} == {None, topic.phase_id}
    assert learner.completions.first().day == TUESDAY


def test_a_mark_on_a_topic_that_was_renamed_goes_to_its_successor(learner, session):
    old, new = make_topic(), make_topic()
    visit(session, old, "done")
    old.retired_in = release = make_release()
    old.save()
    Alias.objects.create(
        old=f"{old.roadmap.key}/{old.key}", new=f"{new.roadmap.key}/{new.key}", since=release
    )

    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert states(learner) == {new.pk: "done"}


def test_reads_join(learner, session):
    resource = make_resource()
    make_reference(resource=resource, place=make_topic())
    visitors.set_read(session=session, resource=resource, read=True, at=MONDAY_NOON)

    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert learner.reads.get().at == MONDAY_NOON


# Activities


def test_each_activity_counts_for_its_own_day(learner, session):
    visit(session, make_topic(), "learning", MONDAY_NOON)
    visit(session, make_topic(), "done", TUESDAY_NOON)
    visit(session, make_topic(), "skipped", WEDNESDAY_NOON)

    join(learner=learner, session=session, at=WEDNESDAY_NOON)

    assert active_days(learner) == [MONDAY, TUESDAY]
    assert {activity.kind for activity in learner.activities.all()} == {Activity.Kind.JOIN}


def test_what_the_visitor_unticked_on_its_day_does_not_count(learner, session):
    topic = make_topic()
    visit(session, topic, "done", MONDAY_NOON)
    visit(session, topic, "todo", MONDAY_NOON + MINUTE)

    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert active_days(learner) == []
    assert learner.activities.count() == 2


def test_what_the_visitor_undid_does_not_count(learner, session):
    topic = make_topic()
    change = visit(session, topic, "done", MONDAY_NOON)
    visitors.undo(session=session, zone="UTC", change_id=change.id, at=MONDAY_NOON + MINUTE)

    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert active_days(learner) == []
    assert not learner.marks.exists()


def test_a_visitors_bulk_change_does_not_count(learner, session):
    phase = make_phase()
    make_topics(3, phase)
    visitors.set_phase(session=session, zone="UTC", phase=phase, state="done", at=MONDAY_NOON)

    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert learner.marks.count() == learner.activities.count() == 3
    assert active_days(learner) == []


def test_a_done_that_has_counted_does_not_count_again(learner, session):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    visit(session, topic, "done", TUESDAY_NOON)

    join(learner=learner, session=session, at=WEDNESDAY_NOON)

    assert active_days(learner) == [MONDAY]


def test_a_visitors_untick_takes_nothing_of_the_account_back(learner, session):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    visit(session, topic, "done", MONDAY_NOON)
    visit(session, topic, "todo", MONDAY_NOON + MINUTE)

    join(learner=learner, session=session, at=MONDAY_NOON + 2 * MINUTE)

    assert active_days(learner) == [MONDAY]
    assert states(learner) == {topic.pk: "done"}


def test_unticking_what_joined_today_takes_its_credit(learner, session):
    topic = make_topic()
    visit(session, topic, "done", MONDAY_NOON)
    join(learner=learner, session=session, at=MONDAY_NOON + MINUTE)

    set_state(learner=learner, topic=topic, state="todo", at=MONDAY_NOON + 2 * MINUTE)

    assert active_days(learner) == []


def test_a_topic_that_went_in_the_meantime_counts_for_its_day(learner, session):
    topic = make_topic()
    visit(session, topic, "done", MONDAY_NOON)
    topic.retired_in = make_release()
    topic.save()

    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert active_days(learner) == [MONDAY]
    assert states(learner) == {}


def test_joining_a_thousand_entries_is_quick(learner, session):
    topics = make_topics(100, make_phase())
    at = MONDAY_NOON
    for state in ["done", "todo"] * 5:
        at += MINUTE
        notes = visitors.read_notes(session)
        for topic in topics:
            mark = visitors._mark(state, at, "UTC")
            visitors._note(notes, topic.pk, topic.roadmap_id, mark, at, "UTC")
        session[KEY] = notes

    began = perf_counter()
    join(learner=learner, session=session, at=TUESDAY_NOON)

    assert perf_counter() - began < 5
    assert learner.activities.count() == 1000


# Second looks


def test_what_a_visitor_has_looked_at_again_is_known_to_the_account(client):
    topic = make_topic(review_since=TUESDAY)
    visitors.look_again(session=client.session, topic=topic, at=WEDNESDAY_NOON)

    ways.join(client, EMAIL)

    look = SecondLook.objects.get(learner__email=EMAIL)
    assert (look.topic, look.since) == (topic, TUESDAY)


@pytest.mark.parametrize(
    ("own", "visitors_", "known"),
    [(MONDAY, TUESDAY, TUESDAY), (TUESDAY, MONDAY, TUESDAY)],
)
def test_of_two_looks_the_one_at_the_later_change_stays(session, learner, own, visitors_, known):
    topic = make_topic(review_since=visitors_)
    visitors.look_again(session=session, topic=topic, at=WEDNESDAY_NOON)
    SecondLook.objects.create(learner=learner, topic=topic, since=own, at=TUESDAY_NOON)

    join(learner=learner, session=session, at=WEDNESDAY_NOON)

    assert SecondLook.objects.get().since == known
