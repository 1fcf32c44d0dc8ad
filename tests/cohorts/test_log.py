"""The log in words."""

from datetime import UTC, datetime, timedelta

import pytest

from progress.cohorts.audit import note, note_once_a_day
from progress.cohorts.models import AuditEntry, Invitation, Role
from progress.cohorts.pages.log import PAGE, about, log_of, words
from progress.cohorts.people.joining import leave
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 4, 6, 12, tzinfo=UTC)
What = AuditEntry.What


@pytest.fixture
def ada():
    return make_learner(name="Ada")


@pytest.fixture
def robin():
    return make_learner(name="Robin 100% {x}")


def said(what, actor, learner=None, viewer=None, **told):
    entry = AuditEntry(what=what, actor=actor, learner=learner, told=told or None, at=NOON)
    return words(entry, viewer or make_learner())


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("told", [{}, {"days": 1, "to": "owner", "from": "learner", "uses": 1, "on": "x"}])
def test_everything_has_words_whoever_looks(what, told, ada, robin):
    for actor, learner, viewer in (
        (ada, robin, None),
        (ada, ada, ada),
        (None, None, ada),
        (ada, robin, robin),
    ):
        sentence = said(what, actor, learner, viewer, **told)
        assert sentence.endswith(".")
        assert "%(" not in sentence


@pytest.mark.parametrize(
    ("what", "told", "sentence"),
    [
        (What.SAW_LEARNER, {}, "Ada looked at the page of Robin 100% {x}."),
        (
            What.SAW_LEARNER,
            {"topics": "50 % {y}"},
            "Ada looked at the topics of Robin 100% {x} in “50 % {y}”.",
        ),
        (What.EXTENDED, {"days": 1}, "Ada gave Robin 100% {x} 1 day more."),
        (What.EXTENDED, {"days": 0}, "Ada put Robin 100% {x} back to the cohort’s own pace."),
        (
            What.ROLE,
            {"from": "learner", "to": "mentor"},
            "Ada changed the role of Robin 100% {x} from learner to mentor.",
        ),
        (What.MOVED, {"to": "50 % {y}"}, "Ada moved Robin 100% {x} to “50 % {y}”."),
        (What.REMOVED, {}, "Ada took Robin 100% {x} out."),
        (What.JOINED, {"undone": True}, "Ada took it back that Robin 100% {x} was out."),
        (What.CHANGED, {"changed": ["name", "weeks_a_phase"]}, "Ada changed the name, the pace."),
        (What.INVITED, {"mailed": 40}, "Ada sent 40 invitations."),
        (What.ENDED, {"on": "2026-05-01"}, "Ada set the last day to 1 May 2026."),
        (
            What.INVITED,
            {"role": "mentor", "uses": 30},
            "Ada made an invitation for up to 30 people (mentor).",
        ),
    ],
)
def test_a_sentence_says_who_did_what(what, told, sentence, ada, robin):
    assert said(what, ada, robin, **told) == sentence


def test_the_reader_is_you(ada, robin):
    assert said(What.SAW_LEARNER, ada, robin, robin) == "Ada looked at your page."
    assert said(What.JOINED, robin, robin, robin) == "You joined."
    assert said(What.EXPORTED, ada, None, robin, table="overview") == (
        "Ada downloaded the table “overview” with everybody."
    )


def test_one_whose_account_is_gone_is_somebody(robin):
    assert said(What.SAW_LEARNER, None, robin, robin) == (
        "Somebody who has deleted their account looked at your page."
    )


def test_a_learner_reads_what_is_about_them_and_no_more(ada):
    cohort, other = make_cohort(), make_cohort()
    owner = make_membership(cohort, role=Role.OWNER, person=ada)
    me, else_ = make_membership(cohort, joined_at=NOON), make_membership(cohort)
    day = timedelta(days=1)
    note(What.EXPORTED, cohort=cohort, actor=ada, at=NOON - day)  # before the learner came
    note(What.EXPORTED, cohort=cohort, actor=ada, at=NOON + day)
    note(What.SAW_LEARNER, cohort=cohort, actor=ada, learner=me.person, at=NOON + day)
    note(What.SAW_LEARNER, cohort=cohort, actor=ada, learner=else_.person, at=NOON + day)
    note(What.SAW_LEARNER, cohort=other, actor=ada, learner=me.person, at=NOON + day)
    note(What.INVITED, cohort=cohort, actor=owner.person, at=NOON + day)
    note(What.CHANGED, cohort=cohort, actor=ada, at=NOON + day, told={"changed": ["name"]})
    note(What.CHANGED, cohort=cohort, actor=ada, at=NOON + day, told={"changed": ["name", "roadmaps"]})

    log = log_of(about(me), me.person, None)

    assert [line.words for line in log.lines] == [
        "Ada changed the name, the roadmaps.",
        "Ada looked at your page.",
        "Ada downloaded a table with everybody.",
    ]


def test_who_has_left_is_named_to_nobody_but_themselves(ada, robin):
    cohort = make_cohort()
    for person in (ada, robin):
        note(What.JOINED, cohort=cohort, actor=person, learner=person, at=NOON)
    note(What.SAW_LEARNER, cohort=cohort, actor=ada, learner=robin, at=NOON)
    note(What.EXTENDED, cohort=cohort, actor=ada, learner=robin, at=NOON, told={"days": 3})
    note(What.REMOVED, cohort=cohort, actor=ada, learner=robin, at=NOON)
    make_membership(cohort, role=Role.OWNER, person=ada)
    make_membership(cohort, person=robin, left_at=datetime.now(UTC))

    def read_by(viewer):
        lines = log_of(AuditEntry.objects.filter(cohort=cohort), viewer, None).lines
        return [line.words for line in reversed(lines)]

    assert read_by(ada) == [
        "You joined.",
        "Somebody who has left joined.",
        "You looked at the page of somebody who has left.",
        "You gave somebody who has left 3 days more.",
        "You took somebody out.",
    ]
    assert read_by(robin)[1:4] == ["You joined.", "Ada looked at your page.", "Ada gave you 3 days more."]
    make_membership(cohort, person=robin)
    assert read_by(ada)[1] == f"{robin} joined."


def test_looks_of_one_kind_on_one_day_are_one_line(ada, robin):
    cohort = make_cohort()
    make_membership(cohort, person=robin)
    for hours in (0, 1, 2, 24):
        at = NOON + timedelta(hours=hours)
        note(What.SAW_LEARNER, cohort=cohort, actor=ada, learner=robin, at=at)
        note(What.EXTENDED, cohort=cohort, actor=ada, learner=robin, at=at, told={"days": 3})
    note(What.SAW_LEARNER, cohort=cohort, actor=robin, learner=robin, at=NOON + timedelta(hours=25))

    lines = log_of(AuditEntry.objects.filter(cohort=cohort), ada, None).lines
    looks = [(line.times, line.at.hour) for line in lines if "page" in line.words]

    assert looks == [(1, 13), (1, 12), (3, 14)]
    assert len(lines) == 3 + 4


def test_a_mailed_invitations_address_goes_with_who_came_by_it(ada):
    cohort = make_cohort()
    robin = make_membership(cohort)
    fields = {"cohort": cohort, "made_at": NOON, "expires_at": NOON + timedelta(days=9), "uses": 1}
    used = Invitation.objects.create(token="a", used=1, address=robin.person.email, **fields)
    others = Invitation.objects.create(token="b", used=1, address="kim@cairn.example", **fields)

    leave(membership=robin, by=robin.person, at=datetime.now(UTC))

    used.refresh_from_db()
    others.refresh_from_db()
    assert (used.address, others.address) == ("", "kim@cairn.example")


def test_it_is_read_a_page_at_a_time(ada):
    cohort = make_cohort()
    for n in range(PAGE + 1):
        note(What.EXTENDED, cohort=cohort, actor=ada, learner=ada, at=NOON, told={"days": n + 1})
    entries = AuditEntry.objects.filter(cohort=cohort)

    newest = log_of(entries, ada, None)
    oldest = log_of(entries, ada, newest.older)

    assert (len(newest.lines), len(oldest.lines), oldest.older) == (PAGE, 1, None)
    assert "1 day more" in oldest.lines[0].words


def test_a_look_at_all_is_noted_once_a_day_by_each_for_each_table(ada, robin):
    cohort, others = make_cohort(), make_cohort()
    looks = [
        (cohort, ada, "One", NOON),
        (cohort, ada, "One", NOON + timedelta(hours=11)),  # the same day
        (cohort, ada, "Two", NOON),
        (cohort, robin, "One", NOON),
        (others, ada, "One", NOON),
        (cohort, ada, "One", NOON + timedelta(hours=13)),  # the next
    ]

    counts = []
    for where, actor, topics, at in looks:
        note_once_a_day(What.SAW_LEARNER, cohort=where, actor=actor, at=at, told={"topics": topics})
        counts.append(AuditEntry.objects.count())

    assert counts == [1, 1, 2, 3, 4, 5]
