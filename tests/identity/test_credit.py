"""What a load credits, keeps and takes back, case by case."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from curriculum.catalog import Catalog, Concept, Retired
from curriculum.loading.load import plan_load
from curriculum.loading.refusals import RetiresMarked
from curriculum.models import Topic
from progress.learning.credit import LateMark, live_marks
from progress.learning.models import GroupCredit, Mark
from progress.learning.standings import Marks, standings
from roadmap_site.accounts.models import User
from tests.catalogs import catalog, group, phase, roadmap, topic
from tests.factories import make_learner
from tests.identity.conftest import MONDAY

pytestmark = pytest.mark.django_db

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
GONE = Retired("a", date(2026, 1, 5), "nobody asks for it")


def backend(*items: Any, **fields: Any) -> Catalog:
    return catalog(roadmap("backend", phase("data", *items), **fields))


def row(id: str) -> Topic:
    place, _, key = id.rpartition("/")
    return Topic.objects.get(roadmap__key=place or "backend", key=key)


def mark(learner: User, id: str, state: str = "done", at: datetime = MONDAY) -> Mark:
    return Mark.objects.create(learner=learner, topic=row(id), state=state, at=at, day=at.date())


def marks_of(learner: User) -> dict[str, str]:
    return {mark.topic.key: mark.state for mark in learner.marks.select_related("topic")}


def standing(learner: User, id: str) -> str | None:
    topic = row(id)
    found = standings(Marks.of(learner), topic.roadmap_id).get(topic.pk)
    return found.state if found else None


A, B, C = topic("a"), topic("b"), topic("c")
AB, BOTH = backend(A, B), ("backend/a", "backend/b")


def merged(credit: str) -> Catalog:
    return backend(topic("ab", was=BOTH, credit=credit))


# Earning credit

CASES = [
    # credit, states of a and b (empty: no mark), what ab gets
    ("any", "done", "", "done"),
    ("any", "learning", "skipped", "learning"),
    ("any", "skipped", "", "skipped"),
    ("any", "done", "skipped", "done"),
    ("any", "todo", "", None),
    ("any", "todo", "learning", "learning"),
    ("any", "", "", None),
    ("all", "done", "done", "done"),
    ("all", "done", "", "learning"),
    ("all", "done", "skipped", "learning"),
    ("all", "done", "todo", "learning"),
    ("all", "learning", "learning", "learning"),
    ("all", "learning", "", "learning"),
    ("all", "skipped", "skipped", "skipped"),
    ("all", "skipped", "", None),
    ("all", "todo", "todo", None),
    ("none", "done", "done", None),
]


@pytest.mark.parametrize(("credit", "a", "b", "expected"), CASES)
def test_old_marks_earn_a_new_one(loaded, learner, credit, a, b, expected):
    loaded(AB)
    for id, state in (("a", a), ("b", b)):
        if state:
            mark(learner, id, state)

    loaded(merged(credit))

    assert marks_of(learner).get("ab") == expected


@pytest.mark.parametrize(("credit", "a", "b", "expected"), CASES)
def test_marks_that_come_late_earn_the_same(loaded, learner, credit, a, b, expected):
    loaded(AB)
    loaded(merged(credit))
    states = {row(id).pk: state for id, state in (("a", a), ("b", b)) if state}

    found = live_marks({pk: LateMark(state, MONDAY, MONDAY.date()) for pk, state in states.items()})

    assert {pk: late.state for pk, late in found.items()} == ({row("ab").pk: expected} if expected else {})


def test_credit_has_the_release_and_the_earliest_instant(loaded, learner):
    loaded(AB)
    mark(learner, "a", "learning", at=TUESDAY)
    mark(learner, "b", "done", at=WEDNESDAY)

    release = loaded(merged("any")).release

    credited = learner.marks.get(topic=row("ab"))
    assert (credited.state, credited.at, credited.day) == ("done", TUESDAY, TUESDAY.date())
    assert credited.credited_by == release


def test_old_marks_stay_untouched(loaded, learner):
    loaded(AB)
    mark(learner, "a", "learning", at=TUESDAY)

    loaded(merged("any"))

    old = learner.marks.get(topic=row("a"))
    assert (old.state, old.at, old.credited_by) == ("learning", TUESDAY, None)


def test_an_own_mark_is_worth_more_than_credit(loaded, learner):
    loaded(backend(A, B))
    mark(learner, "a", "done")
    mark(learner, "b", "todo")

    loaded(backend(replace(B, was=("backend/a",))))

    assert marks_of(learner)["b"] == "todo"


def test_a_mark_on_the_way_speaks_for_what_is_behind_it(loaded, learner):
    loaded(backend(A))
    loaded(backend(topic("b", was=("backend/a",))))
    mark(learner, "a", "done")  # late: a page that was open
    mark(learner, "b", "learning")

    loaded(backend(topic("c", was=("backend/b",))))

    assert marks_of(learner)["c"] == "learning"


def test_an_old_id_without_a_mark_passes_on_what_is_behind_it(loaded, learner):
    loaded(backend(A))
    loaded(backend(topic("b", was=("backend/a",))))
    mark(learner, "a", "done")

    loaded(backend(topic("c", was=("backend/b",))))

    assert marks_of(learner)["c"] == "done"


def test_a_whole_history_in_one_list_counts_once(loaded, learner):
    """`all` of b and a, when b was a: b alone is enough."""
    loaded(backend(A))
    loaded(backend(topic("b", was=("backend/a",))))
    mark(learner, "b", "done")

    loaded(backend(topic("c", was=("backend/b", "backend/a"), credit="all")))

    assert marks_of(learner)["c"] == "done"


def test_both_halves_of_a_split_are_credited(loaded, learner):
    loaded(backend(A))
    mark(learner, "a")

    loaded(backend(topic("x", was=("backend/a",)), topic("y", was=("backend/a",))))

    assert marks_of(learner) == {"a": "done", "x": "done", "y": "done"}


def test_credit_crosses_roadmaps(loaded, learner):
    loaded(catalog(roadmap("backend", phase("data", A)), roadmap("career", phase("start"))))
    mark(learner, "a")

    moved = topic("a", was=("backend/a",))
    loaded(catalog(roadmap("backend", phase("data")), roadmap("career", phase("start", moved))))

    assert standing(learner, "career/a") == "done"


def test_a_revived_topic_has_its_marks(loaded, learner):
    loaded(AB)
    mark(learner, "a", "learning")
    loaded(backend(B, retired=(GONE,)), allow_retire=1)

    loaded(backend(A, B, tagline="Back again"))

    assert standing(learner, "a") == "learning"


def test_a_later_merge_only_adds(loaded, learner):
    loaded(backend(A, B, C))
    mark(learner, "a", "learning")
    mark(learner, "b", "done")
    loaded(backend(B, replace(C, was=("backend/a",))))
    assert marks_of(learner)["c"] == "learning"

    release = loaded(backend(replace(C, was=BOTH))).release

    assert learner.marks.get(topic=row("c")).credited_by == release
    assert marks_of(learner)["c"] == "done"


# Carries

CARRYING = catalog(
    roadmap("backend", phase("data", topic("redis", concept="redis"))),
    roadmap("career", phase("start", topic("caches", concept="redis"))),
)


def carrying(here: Any, there: Any) -> Catalog:
    return catalog(
        roadmap("backend", phase("data", *here)),
        roadmap("career", phase("start", *there)),
        concepts=(Concept("redis", "Redis"),),
    )


def test_a_carry_that_loses_its_concept_is_written_down(loaded, learner):
    loaded(carrying([topic("redis", concept="redis")], [topic("caches", concept="redis")]))
    mark(learner, "backend/redis", at=TUESDAY)
    assert standing(learner, "career/caches") == "carried"

    release = loaded(carrying([topic("redis", concept="redis")], [topic("caches")])).release

    kept = learner.marks.get(topic=row("career/caches"))
    assert (kept.state, kept.at, kept.credited_by) == ("done", TUESDAY, release)


def test_a_carry_whose_source_is_retired_is_written_down(loaded, learner):
    loaded(carrying([topic("redis", concept="redis")], [topic("caches", concept="redis")]))
    mark(learner, "backend/redis")

    gone = replace(GONE, id="redis")
    without = carrying([], [topic("caches", concept="redis")])
    one, two = without.roadmaps
    loaded(replace(without, roadmaps=(replace(one, retired=(gone,)), two)), allow_retire=1)

    assert standing(learner, "career/caches") == "done"


def test_a_carry_that_goes_on_is_left_alone(loaded, learner):
    """Its topic is renamed, the source moves to another phase, the concept stays."""
    loaded(carrying([topic("redis", concept="redis")], [topic("caches", concept="redis")]))
    mark(learner, "backend/redis")

    renamed = topic("caching", concept="redis", was=("career/caches",))
    loaded(carrying([topic("redis", concept="redis", title="Redis in depth")], [renamed]))

    assert marks_of(learner) == {"redis": "done"}
    assert standing(learner, "career/caching") == "carried"


def test_a_renamed_concept_carries_on(loaded, learner):
    loaded(CARRYING)
    mark(learner, "backend/redis")

    loaded(
        catalog(
            roadmap("backend", phase("data", topic("redis", concept="caching"))),
            roadmap("career", phase("start", topic("caches", concept="caching"))),
            concepts=(Concept("caching", "Caching", was=("concepts/redis",)),),
        )
    )

    assert marks_of(learner) == {"redis": "done"}
    assert standing(learner, "career/caches") == "carried"


def test_a_carry_that_ends_with_its_topic_counts_as_done(loaded, learner):
    loaded(carrying([topic("redis", concept="redis")], [topic("caches", concept="redis"), A]))
    mark(learner, "backend/redis")
    mark(learner, "career/a", "learning")

    both = topic("stores", was=("career/caches", "career/a"))
    loaded(carrying([topic("redis", concept="redis")], [both]))

    assert standing(learner, "career/stores") == "done"


def test_a_to_do_still_declines_after_a_rename(loaded, learner):
    loaded(carrying([topic("redis", concept="redis")], [topic("caches", concept="redis")]))
    mark(learner, "backend/redis")
    mark(learner, "career/caches", "todo")

    renamed = topic("caching", concept="redis", was=("career/caches",))
    loaded(carrying([topic("redis", concept="redis")], [renamed]))

    assert standing(learner, "career/caching") == "todo"


# Choose groups


def test_a_group_that_was_complete_stays_complete(loaded, learner):
    loaded(backend(group("one-of", A, B)))
    mark(learner, "a")

    release = loaded(backend(A, group("one-of", B, C))).release

    kept = GroupCredit.objects.get()
    assert (kept.learner, kept.group.key, kept.credited_by) == (learner, "one-of", release)


def test_a_group_that_is_complete_anyway_needs_no_credit(loaded, learner):
    loaded(backend(group("one-of", A, B)))
    mark(learner, "a")

    loaded(backend(group("one-of", A, B, C)))

    assert not GroupCredit.objects.exists()


def test_a_group_that_wants_more_stays_complete(loaded, learner):
    loaded(backend(group("one-of", A, B)))
    mark(learner, "a")

    loaded(backend(group("one-of", A, B, choose=2)))

    assert GroupCredit.objects.get().learner == learner


def test_a_group_that_was_not_complete_gets_nothing(loaded, learner):
    loaded(backend(group("one-of", A, B)))
    mark(learner, "a", "learning")

    loaded(backend(A, group("one-of", B)))

    assert not GroupCredit.objects.exists()


def test_a_group_had_by_a_concept_outlives_a_to_do_that_arrives(loaded, learner):
    """The old topic's "to do" declines the carry on the member that takes it over; the group stays."""
    redis, caches = topic("redis", concept="redis"), topic("caches", concept="redis")
    loaded(carrying([redis], [group("one-of", caches, B), A]))
    mark(learner, "backend/redis")
    mark(learner, "career/a", "todo")

    heir = replace(caches, was=("career/a",))
    release = loaded(carrying([redis], [group("one-of", heir, B)])).release

    assert standing(learner, "career/caches") == "todo"
    kept = GroupCredit.objects.get()
    assert (kept.learner, kept.group.key, kept.credited_by) == (learner, "one-of", release)


def test_a_renamed_group_keeps_its_credit(loaded, learner):
    loaded(backend(group("one-of", A, B)))
    mark(learner, "a")
    loaded(backend(A, group("one-of", B, C)))

    loaded(backend(A, group("pick", B, C, was=("backend/one-of",))))

    assert set(GroupCredit.objects.values_list("group__key", flat=True)) == {"one-of", "pick"}


# Going back


def test_going_back_takes_credit_away(loaded, learner):
    loaded(AB)
    mark(learner, "a")
    loaded(merged("any"))

    loaded(AB, rollback=True)

    assert marks_of(learner) == {"a": "done"}


def test_going_back_leaves_what_a_learner_has_edited(loaded, learner):
    loaded(AB)
    mark(learner, "a")
    loaded(merged("any"))
    learner.marks.filter(topic=row("ab")).update(state="learning", credited_by=None)

    loaded(AB, rollback=True, allow_retire=1)

    assert marks_of(learner) == {"a": "done", "ab": "learning"}


def test_going_back_one_release_keeps_the_credit_before_it(loaded, learner):
    loaded(AB)
    mark(learner, "a")
    second = loaded(merged("any"))
    loaded(backend(topic("c", was=("backend/ab",))))
    assert marks_of(learner)["c"] == "done"

    loaded(merged("any"), rollback=True)

    assert marks_of(learner) == {"a": "done", "ab": "done"}
    assert learner.marks.get(topic=row("ab")).credited_by == second.release


def test_going_forth_again_credits_again(loaded, learner):
    loaded(AB)
    mark(learner, "a")
    loaded(merged("any"))
    loaded(AB, rollback=True)

    loaded(merged("any"), rollback=True)

    assert marks_of(learner) == {"a": "done", "ab": "done"}


# Whom a plan touches


def test_a_plan_counts_the_learners_that_each_change_touches(loaded, learner):
    loaded(backend(A, B, C))
    for who, id, state in (
        (learner, "a", "done"),
        (learner, "b", "learning"),
        (make_learner(), "b", "done"),
        (make_learner(), "c", "todo"),
    ):
        mark(who, id, state)

    plan = plan_load(backend(topic("ab", was=BOTH), replace(C, title="C and more"), tagline="New"))

    assert {change.id: change.learners for change in plan.changes} == {
        "roadmaps/backend": 2,
        "backend/ab": 2,
        "backend/c": 0,
    }


def test_retiring_marked_topics_needs_their_number(loaded, learner):
    loaded(AB)
    mark(learner, "a")
    mark(make_learner(), "a", "learning")
    mark(make_learner(), "a", "todo")
    after = backend(B, retired=(GONE,))

    assert plan_load(after).marks_retired == 2
    for allowed in (0, 1, 3):
        with pytest.raises(RetiresMarked, match="--allow-retire 2"):
            loaded(after, allow_retire=allowed)
    assert row("a").retired_in is None

    loaded(after, allow_retire=2)
    assert row("a").retired_in is not None


def test_what_is_carried_on_is_not_retired(loaded, learner):
    loaded(AB)
    mark(learner, "a")

    assert plan_load(merged("none")).marks_retired == 0


def test_credit_that_going_back_takes_away_is_no_mark_to_retire(loaded, learner):
    loaded(AB)
    mark(learner, "a")
    loaded(merged("any"))

    assert plan_load(AB).marks_retired == 0


# Late marks


def test_late_marks_on_live_topics_stay_as_they_are(loaded):
    loaded(AB)
    late = {row("a").pk: LateMark("done", MONDAY, MONDAY.date())}

    assert live_marks(late) == late


def test_late_marks_on_retired_topics_drop_out(loaded):
    loaded(AB)
    loaded(backend(B, retired=(GONE,)))

    assert live_marks({row("a").pk: LateMark("done", MONDAY, MONDAY.date())}) == {}


def test_late_marks_follow_all_renames_and_never_replace_newer_ones(loaded):
    loaded(AB)
    loaded(backend(B, topic("c", was=("backend/a",))))
    loaded(backend(B, topic("d", was=("backend/c",))))
    early, late = LateMark("done", MONDAY, MONDAY.date()), LateMark("learning", TUESDAY, TUESDAY.date())

    assert live_marks({row("a").pk: early}) == {row("d").pk: early}
    assert live_marks({row("a").pk: early, row("d").pk: late}) == {row("d").pk: late}
