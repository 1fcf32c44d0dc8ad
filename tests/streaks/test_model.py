"""Random histories, counted by the code and by the model."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress.learning.models import StreakMode
from progress.learning.streaks.counting import count
from progress.learning.streaks.history import History, ModeFrom, PauseFrom
from progress.learning.streaks.stored import short, stored_of
from roadmap_site.accounts.models import User
from roadmap_site.accounts.moves import Told, counted
from tests.streaks.model import Model

DAY = timedelta(days=1)
NEAR = ["UTC", "Europe/London", "Europe/Berlin", "Asia/Tokyo", "Australia/Lord_Howe", "Asia/Kathmandu"]
FAR = ["Etc/GMT+12", "America/Los_Angeles", "UTC", "Pacific/Auckland", "Pacific/Kiritimati"]
BEGINS = [  # clocks change in America, in Europe, back again
    datetime(2026, 3, 5, tzinfo=UTC),
    datetime(2026, 3, 27, tzinfo=UTC),
    datetime(2026, 10, 20, tzinfo=UTC),
]
APIA = datetime(2011, 12, 20, tzinfo=UTC)  # ten days before the date that it left out
LENGTH = 40  # days
seeds = st.integers(0, 2**32)  # a plain random generator reaches further into what is rare


def random_history(seed: int) -> tuple[Model, date]:
    """Of somebody who flies, or who chooses, or both, or who lives in Apia; with a day to look at it on."""
    random = Random(seed)
    begin = random.choice([*BEGINS, APIA])
    zones = ["Pacific/Apia", "Pacific/Honolulu"] if begin == APIA else random.choice([NEAR, FAR])
    first, rate = begin.date(), random.choice([0.5, 0.8, 0.9])
    flies, chooses = random.choice([(True, False), (False, True), (True, True)])
    model = Model([(begin, random.choice(zones))])
    model.active = {first + n * DAY for n in range(LENGTH) if random.random() < rate}
    if flies:
        hours = sorted(random.sample(range(1, LENGTH * 24), random.randint(1, 8)))
        model.zones += [(begin + timedelta(hours=hour), random.choice(zones)) for hour in hours]
    if chooses:
        model.modes = [random_mode(random, first) for _ in range(random.randint(0, 3))]
        model.pauses = [random_pause(random, first) for _ in range(random.randint(0, 3))]
    return model, first + random.randint(LENGTH // 2, LENGTH) * DAY


def random_mode(random: Random, first: date) -> tuple[date, str, int]:
    mode = random.choice(["daily", "weekly", "weekly", "off"])
    return first + random.randint(0, LENGTH) * DAY, mode, random.randint(1, 7)


def random_pause(random: Random, first: date) -> tuple[date, bool, date | None]:
    effective = first + random.randint(0, LENGTH) * DAY
    until = random.choice([None, effective + random.randint(0, 30) * DAY])
    return random.choice([(effective, True, until), (effective, False, None)])


def history_of(model: Model) -> History:
    return History(
        sorted(model.active),
        model.zones[0][1],
        counted([Told(zone, at) for at, zone in model.zones]),
        [
            ModeFrom(day, StreakMode(mode), days)
            for day, mode, days in sorted(model.modes, key=lambda m: m[0])
        ],
        [PauseFrom(*pause) for pause in sorted(model.pauses, key=lambda p: p[0])],
    )


def compare(seed: int) -> None:
    model, today = random_history(seed)

    streak = count(history_of(model), today)

    assert (streak.mode, streak.length, streak.longest, streak.freezes) == model.streak(today)


@given(seeds)
@settings(max_examples=120, deadline=None)
def test_the_model_counts_alike(seed):
    compare(seed)


@pytest.mark.full
@given(seeds)
@settings(max_examples=1_000, deadline=None)
def test_the_model_counts_alike_in_a_thousand_histories(seed):
    compare(seed)


def test_the_model_counts_alike_where_a_flight_meets_a_date_that_never_was():
    compare(1_889_764_748)


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_what_is_stored_holds_on_every_later_day(seed):
    model, today = random_history(seed)
    model.modes = [mode for mode in model.modes if mode[0] <= today]  # what is chosen holds from today on
    history = history_of(model)
    stored = stored_of(User(), count(history, today))

    for later in (today + n * DAY for n in range(40)):
        counted_then = count(history, later)
        told = short(stored, later)
        assert (told.mode, told.length) == (counted_then.mode, counted_then.length), later
        assert stored.longest == counted_then.longest
        assert told.ends_today == counted_then.ends_today, later
        assert told.done_today == counted_then.done_today
