from datetime import date

import pytest

from progress.learning.qualifying import Counted, Counting, judge

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
LEARNT, DONE = Counted(1, MONDAY), Counted(2, MONDAY)


@pytest.mark.parametrize(
    ("counting", "state", "day", "qualifies", "compensates"),
    [
        (Counting(), "learning", MONDAY, True, []),
        (Counting(), "done", MONDAY, True, []),
        (Counting(), "skipped", MONDAY, False, []),
        (Counting(), "todo", MONDAY, False, []),
        (Counting(LEARNT), "done", MONDAY, True, []),  # both count
        (Counting(LEARNT), "learning", MONDAY, False, []),  # one a day is enough
        (Counting(LEARNT), "learning", TUESDAY, True, []),  # the next day is another day
        (Counting(done=DONE), "done", TUESDAY, False, []),  # once ever
        (Counting(done=DONE), "learning", TUESDAY, True, []),  # learning it again
        (Counting(done=DONE), "todo", MONDAY, False, [2]),  # unticked on its day
        (Counting(done=DONE), "skipped", MONDAY, False, [2]),
        (Counting(done=DONE), "", MONDAY, False, [2]),  # its first mark undone
        (Counting(done=DONE), "todo", TUESDAY, False, []),  # no past day changes
        (Counting(LEARNT, DONE), "learning", MONDAY, False, [2]),  # stepping back keeps what is reached
        (Counting(LEARNT, DONE), "todo", MONDAY, False, [1, 2]),
        (Counting(LEARNT, Counted(2, TUESDAY)), "todo", TUESDAY, False, [2]),
    ],
)
def test_a_change_counts_or_takes_credit_back(counting, state, day, qualifies, compensates):
    verdict = judge(counting, state=state, day=day, creditable=True)

    assert (verdict.qualifies, verdict.compensates) == (qualifies, compensates)


def test_a_done_undone_on_its_own_day_leaves_the_next_one_free_to_count():
    unticked = judge(Counting(done=DONE), state="todo", day=MONDAY, creditable=True)

    assert judge(unticked.beside, state="done", day=TUESDAY, creditable=True).qualifies


def test_a_bulk_change_never_counts():
    assert not judge(Counting(), state="done", day=MONDAY, creditable=False).qualifies


def test_what_is_undone_goes_even_where_the_state_reaches_it():
    verdict = judge(Counting(LEARNT, DONE), state="done", day=MONDAY, creditable=False, undone=2)

    assert verdict.compensates == [2]
    assert verdict.beside == Counting(learning=LEARNT)


def test_what_has_counted_since_goes_with_what_is_undone():
    verdict = judge(Counting(LEARNT, DONE), state="done", day=MONDAY, creditable=False, undone=1)

    assert verdict.compensates == [1, 2]
