"""People who never were live by the rules of those who are."""

from datetime import UTC, datetime
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command

from curriculum.models import Topic
from progress.cohorts.demo.seeding import Plan, Seeded, Taken, seed
from progress.cohorts.demo.stories import SHARES, Kind, cast
from progress.cohorts.models import AuditEntry, Cohort, KeptStanding, Membership, Review, Role
from progress.cohorts.tables import signals
from progress.cohorts.tables.overview import overview
from progress.cohorts.tables.standings import keep
from progress.learning.days import local_day
from progress.learning.models import Activity, Completion, Mark, Submission
from progress.learning.standings import Marks, all_tallies
from progress.learning.streaks.rebuilding import is_as_logged
from roadmap_site.accounts.models import User
from tests.factories import make_group, make_learner, make_milestone, make_phase, make_roadmap, make_topic

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 11, 15, tzinfo=UTC)


def make_line():
    """Eight phases; optional topics, a choose group and milestones among them."""
    line = make_roadmap(title="Backend")
    phases = [make_phase(roadmap=line) for _ in range(8)]
    for number, phase in enumerate(phases):
        for place in range(6):
            make_topic(phase=phase, optional=place == 5)
        make_milestone(phase=phase)
        if number % 3 == 1:
            group = make_group(phase=phase, choose=2)
            for _ in range(3):
                make_topic(group=group)
    make_topic(phase=make_phase(roadmap=line, optional=True))
    return line


def seeded(learners=40, number=1, line=None) -> Seeded:
    mentor = make_learner(name="Noor")
    return seed(Plan(learners, number, "Spring", line or make_line(), mentor, AT))


def told(cohort):
    """All that is told of the learners, but for primary keys."""
    people = User.objects.filter(memberships__cohort=cohort, memberships__role=Role.LEARNER)
    return [
        (
            person.name,
            person.time_zone,
            [(m.topic.position, m.state, m.at) for m in person.marks.select_related("topic").order_by("at")],
            list(person.active_days.order_by("day").values_list("day", "activities")),
        )
        for person in people.order_by("email")
    ]


def test_the_same_seed_makes_the_same_people():
    line = make_line()
    first = told(seeded(line=line).cohort)
    User.objects.filter(email__startswith="demo-").delete()

    assert told(seeded(line=line).cohort) == first
    assert len(first) == 40


def test_another_seed_makes_others():
    line = make_line()

    assert told(seeded(line=line).cohort) != told(seeded(number=2, line=line).cohort)


def test_what_is_stored_of_days_and_streaks_is_what_the_log_gives():
    made = seeded()

    people = User.objects.filter(memberships__in=made.kinds)
    assert len(people) == 40
    assert [person.name for person in people if not is_as_logged(person, AT)] == []


def test_completions_are_those_that_the_marks_have_reached():
    made = seeded()
    people = list(User.objects.filter(memberships__in=made.kinds))
    (line,) = made.cohort.roadmaps.all()

    reached = {
        (learner, scope)
        for learner, tallies in all_tallies(Marks.of(*people), [line.pk]).items()
        for scope, tally in [(None, tallies[line.pk]), *tallies[line.pk].phases.items()]
        if tally.complete
    }

    assert reached == set(Completion.objects.values_list("learner", "phase"))
    assert len(reached) > 40


def test_the_log_leads_from_each_state_to_the_next():
    seeded()
    marks = {(mark.learner_id, mark.topic_id): mark for mark in Mark.objects.all()}
    before = {}
    for activity in Activity.objects.filter(kind="state").order_by("learner", "pk"):
        place = (activity.learner_id, activity.topic_id)
        former = before.get(place)
        assert (activity.former or {}).get("at") == (former.at.isoformat() if former else None)
        assert activity.day == local_day(activity.at, activity.zone)
        assert activity.at < AT
        before[place] = activity
    assert {place: (one.state, one.at, one.day) for place, one in before.items()} == {
        place: (mark.state, mark.at, mark.day) for place, mark in marks.items()
    }
    done = [activity for activity in before.values() if activity.state == "done"]
    assert all(activity.done_by == activity.pk and activity.learning_by < activity.pk for activity in done)


def test_standings_are_kept_already():
    made = seeded()

    people = list(Membership.objects.filter(pk__in=made.kinds).values_list("person", flat=True))
    assert KeptStanding.objects.count() == 40
    assert keep(people, [line.pk for line in made.cohort.roadmaps.all()]) == 0


@pytest.mark.parametrize("number", range(1, 6))
def test_the_five_who_are_stuck_come_first_each_with_a_reason(number):
    made = seeded(number=number)
    titles = set(Topic.objects.values_list("title", flat=True))

    rows = overview(made.cohort, at=AT).rows

    stuck = {member for member, kind in made.kinds.items() if kind == Kind.STUCK}
    assert len(stuck) == 5
    assert {row.person.membership for row in rows[:5]} == stuck
    assert not any(row.has(signals.Kind.STUCK) for row in rows[5:])
    for row in rows[:5]:
        named = [title for title in titles if f"“{title}”" in row.signals[0].why]
        assert bool(named) == row.person.names_topics
        assert " for " in row.signals[0].why and " days" in row.signals[0].why


def test_everybody_is_what_their_story_says():
    made = seeded(learners=80)
    rows = {row.person.membership: row for row in overview(made.cohort, at=AT).rows}
    signal_of = {
        Kind.STUCK: signals.Kind.STUCK,
        Kind.QUIET: signals.Kind.QUIET,
        Kind.BUSY: signals.Kind.AHEAD,
        Kind.SLOW: signals.Kind.BEHIND,
    }

    for member, kind in made.kinds.items():
        row = rows[member]
        lent = kind == Kind.SLOW and row.person.extra_days  # and so perhaps not behind
        assert lent or kind not in signal_of or row.has(signal_of[kind]), (kind, row)
        assert row.finished == (kind == Kind.FINISHED)
        assert row.person.paused == (kind == Kind.PAUSED)
        assert row.has(signals.Kind.QUIET) == (kind == Kind.QUIET)


def test_the_help_tells_how_many_of_forty_are_what():
    of_forty = {kind: cast(40, Random(1)).count(kind) for kind in Kind}

    assert of_forty == {
        Kind.STEADY: 16,
        Kind.BUSY: 6,
        Kind.SLOW: 4,
        Kind.STUCK: 5,
        Kind.QUIET: 4,
        Kind.FINISHED: 2,
        Kind.PAUSED: 1,
        Kind.NEW: 2,
    }
    assert set(SHARES) == set(Kind) - {Kind.STEADY}


def test_milestones_wait_for_a_review_or_have_one():
    seeded(learners=80)

    waiting = Submission.objects.filter(confirmed_at=None)
    assert waiting.exists()
    assert not Review.objects.filter(submission__in=waiting).exists()
    assert Review.objects.count() == Submission.objects.exclude(confirmed_at=None).count() > 0


def test_the_log_has_who_joined_in_that_order():
    made = seeded(learners=80)

    told = list(AuditEntry.objects.filter(cohort=made.cohort, what="joined").order_by("pk"))
    days = [entry.at for entry in told]
    assert len({entry.learner_id for entry in told}) == len(told) == 81  # with who looks after them
    assert days == sorted(days)
    assert len(set(days)) > 1


def test_the_same_people_are_not_made_twice():
    line = make_line()
    seeded(line=line)

    with pytest.raises(Taken):
        seeded(line=line)

    assert Cohort.objects.count() == 1


def test_the_command_says_how_far_it_is_and_where_to_look():
    make_line()
    output = StringIO()

    call_command("seed_demo", "--learners=3", "--seed=7", stdout=output)

    said = output.getvalue()
    cohort = Cohort.objects.get()
    assert "3 of 3 learners" in said
    assert f"/cohorts/{cohort.pk}/" in said
    assert cohort.memberships.filter(role=Role.LEARNER).count() == 3
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_the_command_needs_a_roadmap():
    with pytest.raises(CommandError, match="no published roadmap nowhere"):
        call_command("seed_demo", "--roadmap=nowhere", stdout=StringIO())


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--learners=0", "--learners is a number from 1 to 100,000."),
        ("--learners=-5", "--learners is a number from 1 to 100,000."),
        ("--learners=1000000000", "--learners is a number from 1 to 100,000."),
        (f"--seed={10**300}", "--seed is a number from -1,000,000,000,000 to 1,000,000,000,000."),
        ("--name=", "--name is one line of 1 to 120 characters that can be seen."),
        ("--name=  ", "--name is one line of 1 to 120 characters that can be seen."),
        (f"--name={'x' * 200}", "--name is one line of 1 to 120 characters that can be seen."),
        ("--name=One\nTwo", "--name is one line of 1 to 120 characters that can be seen."),
        ("--mentor=", "--mentor is the address of a mailbox, like mentor@cairn.example."),
        ("--mentor=nobody", "--mentor is the address of a mailbox, like mentor@cairn.example."),
        (
            f"--mentor={'x' * 300}@x.example",
            "--mentor is the address of a mailbox, like mentor@cairn.example.",
        ),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong_and_makes_nothing(option, said):
    make_line()

    with pytest.raises(CommandError) as refused:
        call_command("seed_demo", option, stdout=StringIO())

    assert str(refused.value) == said
    assert not Cohort.objects.exists()
    assert not User.objects.exists()


def test_the_command_leaves_no_mentor_behind_where_the_people_are_there_already():
    make_line()
    call_command("seed_demo", "--learners=1", "--mentor=one@x.example", stdout=StringIO())

    with pytest.raises(CommandError, match="The people of seed 1 are there already"):
        call_command("seed_demo", "--learners=1", "--mentor=two@x.example", stdout=StringIO())

    assert not User.objects.filter(email="two@x.example").exists()
