"""Whatever editors do, every mark and every address is where the rules say.

The second half seeds bugs: with each of them the same histories must fail.
"""

from collections.abc import Callable
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from curriculum.loading import addresses, difference
from curriculum.loading.difference import Difference, Wanted
from curriculum.loading.stored import Stored
from progress.learning.credit import carries, groups, inheritance, lineage, observer
from tests.identity.history import History

pytestmark = pytest.mark.django_db

QUICKLY = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.generate],  # to make a history shorter takes minutes
)
THOROUGHLY = settings(QUICKLY, max_examples=50, derandomize=False)


def live_through(random: Random) -> None:
    live_long(random, steps=6)


def live_long(random: Random, *, steps: int) -> None:
    with transaction.atomic():
        History(random).run(steps)
        transaction.set_rollback(True)


histories = given(st.randoms(use_true_random=False))
test_marks_and_addresses_outlive_edits = QUICKLY(histories(live_through))


@pytest.mark.full
@pytest.mark.parametrize("half", range(2))
def test_marks_and_addresses_outlive_a_hundred_histories(half):
    THOROUGHLY(seed(half)(histories(live_through)))()


@pytest.mark.full
@pytest.mark.parametrize("number", range(4))
def test_marks_and_addresses_outlive_hundreds_of_edits_of_one_catalogue(number):
    """A thousand in all; a load of one that was edited often takes ever longer."""
    live_long(Random(number), steps=125)


# Bugs


def forget_transitive_was(patch: pytest.MonkeyPatch) -> None:
    """What an earlier release said of an old id is dropped when the files don't repeat it."""
    compare = difference.compare

    def forgetful(wanted: Wanted, stored: Stored) -> Difference:
        stored.remembered = set()
        return compare(wanted, stored)

    patch.setattr("curriculum.loading.load.compare", forgetful)


def stop_at_the_first_old_id(patch: pytest.MonkeyPatch) -> None:
    """A mark on an old id's old id is not passed on."""
    patch.setattr(inheritance, "PASSED_ON", inheritance.PASSED_ON.replace("rank IS NOT NULL", "FALSE"))


def swap_any_and_all(patch: pytest.MonkeyPatch) -> None:
    for name in ("PASSED_ON", "CREDITED"):
        query = getattr(inheritance, name)
        swapped = query.replace("'any'", "'?'").replace("'all'", "'any'").replace("'?'", "'all'")
        patch.setattr(inheritance, name, swapped)


def overwrite_own_marks(patch: pytest.MonkeyPatch) -> None:
    unguarded = inheritance.CREDITED.replace("WHERE mark.credited_by_id IS NOT NULL\n    AND", "WHERE")
    assert unguarded != inheritance.CREDITED
    patch.setattr(inheritance, "CREDITED", unguarded)


def count_a_whole_history_twice(patch: pytest.MonkeyPatch) -> None:
    """`was: [sql, sql-basics]` wants both done for `all`, though one is only the other's old name."""
    patch.setattr(lineage, "without_detours", lambda olds: {new: tuple(old) for new, old in olds.items()})


def let_carries_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(carries, "keep", lambda cursor, line, release: None)


def let_groups_fall_open(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(groups, "keep", lambda cursor, load, changing, release: None)


def keep_credit_when_rolled_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(observer, "take_back", lambda release: None)


def follow_addresses_one_step(patch: pytest.MonkeyPatch) -> None:
    def one_step(id: str, seen: set[str]) -> addresses.Moved | None:
        pages = (addresses._page(way) for way in (id, *addresses._ways_on(id)))
        return next((addresses.Moved(page) for page in pages if page), None)

    patch.setattr(addresses, "_live", one_step)


@pytest.mark.parametrize(
    ("seed_bug", "first"),  # a history that finds it; should the edits change, a later one will
    [
        (forget_transitive_was, 0),
        (stop_at_the_first_old_id, 7),
        (swap_any_and_all, 1),
        (overwrite_own_marks, 5),
        (count_a_whole_history_twice, 3),
        (let_carries_end, 0),
        (let_groups_fall_open, 0),
        (keep_credit_when_rolled_back, 4),
        (follow_addresses_one_step, 0),
    ],
)
def test_a_seeded_bug_is_found(
    seed_bug: Callable[[pytest.MonkeyPatch], None], first: int, monkeypatch: pytest.MonkeyPatch
):
    seed_bug(monkeypatch)

    with pytest.raises(AssertionError):
        for number in range(first, first + 100):
            live_through(Random(number))
