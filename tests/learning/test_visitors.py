import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.exceptions import SessionInterrupted

from progress.learning.marks import Change, NotDeclined, TopicRetired
from progress.learning.standings import Standing
from progress.learning.visitors import (
    LASTING,
    carry_again,
    marks_of,
    read_notes,
    reads,
    set_phase,
    set_read,
    set_state,
    undo,
)
from tests.factories import (
    make_concept,
    make_phase,
    make_reference,
    make_release,
    make_resource,
    make_topic,
    make_topics,
)
from tests.learning.instants import MINUTE, MONDAY, MONDAY_NOON, TUESDAY_NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    session = SessionStore()
    session.create()
    return session


def set_(session, topic, state, at=MONDAY_NOON):
    return set_state(session=session, zone="UTC", topic=topic, state=state, at=at)


def states(session):
    marks = marks_of(SessionStore(session.session_key))
    return dict(zip(marks.topics, marks.states, strict=True))


def test_a_visitors_tick_waits_in_the_session(session):
    topic = make_topic()

    change = set_(session, topic, "done")

    assert states(session) == {topic.pk: "done"}
    assert change.standings == {topic.pk: Standing("done", MONDAY)}
    assert change.tallies[topic.roadmap_id].done == 1


def test_the_first_tick_makes_a_session():
    session = SessionStore()
    topic = make_topic()

    set_(session, topic, "done")

    assert session.session_key
    assert session.modified  # so that the cookie is sent
    assert states(session) == {topic.pk: "done"}


def test_a_tick_is_noted_with_its_instant_and_zone(session):
    topic = make_topic()

    set_state(session=session, zone="Asia/Tokyo", topic=topic, state="done", at=MONDAY_NOON)

    (entry,) = read_notes(session)["log"]
    assert (entry["at"], entry["zone"], entry["day"]) == (MONDAY_NOON.isoformat(), "Asia/Tokyo", "2026-03-02")


def test_ticking_again_keeps_the_first_day(session):
    topic = make_topic()
    set_(session, topic, "done")

    change = set_(session, topic, "done", TUESDAY_NOON)

    assert change.id == ""
    assert marks_of(session).days == [MONDAY]
    assert len(read_notes(session)["log"]) == 1


def test_to_do_on_an_untouched_topic_is_nothing_new():
    session = SessionStore()

    assert set_(session, make_topic(), "todo").id == ""
    assert not session.modified  # nobody gets a cookie for it


def test_to_do_declines_what_is_carried(session):
    concept = make_concept()
    topic = make_topic(concept=concept)
    set_(session, make_topic(concept=concept), "done")

    assert set_(session, topic, "todo").standings[topic.pk].declined


def test_what_was_declined_is_carried_again_and_undone(session):
    concept = make_concept()
    source, topic = make_topic(concept=concept), make_topic(concept=concept)
    set_(session, source, "done")
    set_(session, topic, "todo")

    change = carry_again(session=session, zone="UTC", topic=topic, at=MONDAY_NOON + MINUTE)
    assert change.standings == {topic.pk: Standing("carried", MONDAY, source.pk)}

    undo(session=session, zone="UTC", change_id=change.id, at=MONDAY_NOON + MINUTE)
    assert states(session) == {source.pk: "done", topic.pk: "todo"}


def test_only_what_was_declined_is_carried_again():
    session = SessionStore()

    with pytest.raises(NotDeclined):
        carry_again(session=session, zone="UTC", topic=make_topic(), at=MONDAY_NOON)

    assert not session.modified


def test_a_retired_topic_is_not_carried_again(session):
    with pytest.raises(TopicRetired):
        carry_again(session=session, zone="UTC", topic=make_topic(retired_in=make_release()), at=MONDAY_NOON)


def test_a_retired_topic_cannot_be_marked(session):
    with pytest.raises(TopicRetired):
        set_(session, make_topic(retired_in=make_release()), "done")


def test_an_unknown_state_is_refused(session):
    with pytest.raises(ValueError, match="finished"):
        set_(session, make_topic(), "finished")


def test_knowing_a_phase_leaves_done_marks_alone(session):
    phase = make_phase()
    first, second = make_topics(2, phase)
    set_(session, first, "done")

    change = set_phase(session=session, zone="UTC", phase=phase, state="done", at=TUESDAY_NOON)

    assert change.standings.keys() == {second.pk}
    assert states(session) == {first.pk: "done", second.pk: "done"}


def test_undo_restores_what_was(session):
    topic = make_topic()
    set_(session, topic, "learning")
    change = set_(session, topic, "done", TUESDAY_NOON)

    undone = undo(session=session, zone="UTC", change_id=change.id, at=TUESDAY_NOON)

    assert states(session) == {topic.pk: "learning"}
    assert undone.standings == {topic.pk: Standing("learning", MONDAY)}


def test_changes_of_a_topic_are_undone_one_by_one(session):
    topic = make_topic()
    changes = [set_(session, topic, state) for state in ("learning", "done", "skipped")]
    seen = []

    for change in reversed(changes):
        assert undo(session=session, zone="UTC", change_id=change.id, at=MONDAY_NOON).id
        assert undo(session=session, zone="UTC", change_id=change.id, at=MONDAY_NOON) == Change()
        seen.append(states(session).get(topic.pk))

    assert seen == ["done", "learning", None]


def test_undoing_the_first_mark_takes_it_away(session):
    change = set_(session, make_topic(), "done")

    undo(session=session, zone="UTC", change_id=change.id, at=MONDAY_NOON)

    assert states(session) == {}


def test_a_bulk_change_is_undone_as_one(session):
    phase = make_phase()
    first, _, _ = make_topics(3, phase)
    change = set_phase(session=session, zone="UTC", phase=phase, state="done", at=MONDAY_NOON)
    set_(session, first, "skipped", MONDAY_NOON + MINUTE)

    undo(session=session, zone="UTC", change_id=change.id, at=MONDAY_NOON + MINUTE)

    assert states(session) == {first.pk: "skipped"}


@pytest.mark.parametrize("change_id", ["", "0", "7", "None", "x" * 5000])
def test_an_unknown_change_undoes_nothing(session, change_id):
    topic = make_topic()
    set_(session, topic, "done")

    assert undo(session=session, zone="UTC", change_id=change_id, at=MONDAY_NOON) == Change()
    assert states(session) == {topic.pk: "done"}


def test_resources_are_ticked_as_read(session):
    topic, read, unread, elsewhere = make_topic(), make_resource(), make_resource(), make_resource()
    for resource in (read, unread):
        make_reference(resource=resource, place=topic)
    for resource in (read, unread, elsewhere):
        set_read(session=session, resource=resource, read=True, at=MONDAY_NOON)
    set_read(session=session, resource=unread, read=False, at=MONDAY_NOON)

    assert reads(SessionStore(session.session_key), topic.roadmap) == {read.pk}


def test_what_is_old_leaves_the_log_but_not_the_marks(session):
    old, new = make_topic(), make_topic()
    set_(session, old, "done")

    set_(session, new, "done", MONDAY_NOON + LASTING)

    assert [entry["topic"] for entry in read_notes(session)["log"]] == [new.pk]
    assert states(session).keys() == {old.pk, new.pk}


def test_two_tabs_do_not_undo_each_other(session):
    first, second = make_topic(), make_topic()
    set_(session, make_topic(), "skipped")
    one, other = SessionStore(session.session_key), SessionStore(session.session_key)
    _ = one.get("anything"), other.get("anything")  # both have loaded it

    set_(one, first, "done")
    set_(other, second, "done")

    found = states(session)
    assert (found[first.pk], found[second.pk]) == ("done", "done")
    assert not other.modified  # nothing saves it again when the response goes out


def test_the_cookie_is_renewed_once_a_day(session):
    set_(session, make_topic(), "done", MONDAY_NOON)
    session.modified = False

    set_(session, make_topic(), "done", MONDAY_NOON + MINUTE)
    same_day = session.modified
    set_(session, make_topic(), "done", TUESDAY_NOON)

    assert (same_day, session.modified) == (False, True)


def test_a_session_that_has_just_ended_takes_no_tick(session):
    late = SessionStore(session.session_key)
    _ = late.get("anything")
    session.flush()

    with pytest.raises(SessionInterrupted):
        set_(late, make_topic(), "done")
