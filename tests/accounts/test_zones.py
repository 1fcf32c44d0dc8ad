from datetime import UTC, date, datetime, timedelta

import pytest

from roadmap_site.accounts import zones
from tests.accounts.moments import NOON


@pytest.mark.parametrize(
    "words, zone",
    [
        ("Europe/Oslo", "Europe/Oslo"),
        ("europe/oslo", "Europe/Oslo"),  # any case
        (" oslo ", "Europe/Oslo"),  # the city alone
        ("new york", "America/New_York"),  # a space for the underscore
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),  # three parts
        ("utc", "UTC"),
        ("Asia/Calcutta", "Asia/Calcutta"),  # what Chrome calls Kolkata
        ("localtime", None),  # the server's own clock
        ("Atlantis", None),
        ("", None),
    ],
)
def test_find(words, zone):
    assert zones.find(words) == zone


def test_similar_asks_after_a_slip():
    assert zones.similar("Oslp") == "Europe/Oslo"
    assert zones.similar("qqqqqqqq") is None


@pytest.mark.parametrize(
    "one, other, differ",
    [
        ("Europe/Oslo", "Europe/Berlin", False),  # the same clock under two names
        ("Asia/Calcutta", "Asia/Kolkata", False),
        ("America/Phoenix", "America/Denver", True),  # the same in winter only
        ("UTC", "Europe/London", True),
        ("Europe/Oslo", "nonsense", True),
    ],
)
def test_clocks_differ(one, other, differ):
    assert zones.clocks_differ(one, other, at=datetime(2026, 1, 15, 12, tzinfo=UTC)) is differ


@pytest.mark.parametrize(
    "at, zone, day",
    [
        (datetime(2026, 1, 5, 3, 59, tzinfo=UTC), "UTC", date(2026, 1, 4)),  # before the rollover
        (datetime(2026, 1, 5, 4, 0, tzinfo=UTC), "UTC", date(2026, 1, 5)),
        (datetime(2026, 1, 5, 18, 0, tzinfo=UTC), "Asia/Tokyo", date(2026, 1, 5)),  # 03:00 there
        (datetime(2026, 1, 5, 19, 0, tzinfo=UTC), "Asia/Tokyo", date(2026, 1, 6)),
    ],
)
def test_local_day(at, zone, day):
    assert zones.local_day(at, zone) == day


def test_moving_adds_to_the_history(learner):
    zones.move(user=learner, zone="Asia/Tokyo", at=NOON)
    zones.move(user=learner, zone="Europe/Oslo", at=NOON + timedelta(days=2))

    assert learner.time_zone == "Europe/Oslo"
    assert list(learner.zone_changes.order_by("pk").values_list("zone", "effective")) == [
        ("Asia/Tokyo", date(2026, 1, 5)),
        ("Europe/Oslo", date(2026, 1, 7)),
    ]


def test_moving_to_where_one_lives_changes_nothing(learner):
    zones.move(user=learner, zone="Asia/Tokyo", at=NOON)
    zones.move(user=learner, zone="Asia/Tokyo", at=NOON + timedelta(days=2))

    assert learner.zone_changes.count() == 1


def test_a_move_never_holds_before_today(learner):
    """Flying west over the date line, today of the old zone is later than today of the new one."""
    at = datetime(2026, 1, 5, 20, tzinfo=UTC)  # 6 January in Kiritimati, 5 January in Honolulu
    zones.move(user=learner, zone="Pacific/Kiritimati", at=at)
    zones.move(user=learner, zone="Pacific/Honolulu", at=at + timedelta(hours=1))

    assert list(learner.zone_changes.order_by("pk").values_list("effective", flat=True)) == [
        date(2026, 1, 6),
        date(2026, 1, 6),
    ]


def test_a_move_never_holds_before_the_one_before_it(learner):
    zones.move(user=learner, zone="Asia/Tokyo", at=NOON)
    zones.move(user=learner, zone="Europe/Oslo", at=NOON - timedelta(days=2))  # a clock set back

    assert learner.zone_changes.order_by("pk").last().effective == date(2026, 1, 5)
