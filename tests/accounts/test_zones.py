from datetime import UTC, date, datetime, timedelta

import pytest

from progress.learning.marks import set_state
from roadmap_site.accounts import zones
from tests.accounts.moments import NOON
from tests.factories import make_topic

MINUTE = timedelta(minutes=1)


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
    assert zones.similar("Berln") == "Europe/Berlin"


@pytest.mark.parametrize("words", ["qqqqqqqq", "localtime", "Atlantis", "somewhere", "Factory"])
def test_nothing_far_fetched_is_asked_after(words):
    assert zones.similar(words) is None


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("UTC+3", "Etc/GMT-3"),
        ("utc + 3", "Etc/GMT-3"),
        ("GMT-11", "Etc/GMT+11"),
        ("+03:00", "Etc/GMT-3"),
        ("UTC\u22125", "Etc/GMT+5"),  # a real minus
        ("UTC+5:30", None),  # only places keep halves of hours
        ("UTC+15", None),  # nowhere
    ],
)
def test_hours_from_utc_are_no_place_but_some_have_a_zone(words, zone):
    assert zones.is_offset(words)
    assert zones.always(words) == zone


@pytest.mark.parametrize("words", ["Oslo", "UTC", "3", "UTC+", "UTC+3:75", ""])
def test_other_words_are_no_hours_from_utc(words):
    assert not zones.is_offset(words)
    assert zones.always(words) is None


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


def told(learner):
    return list(learner.zone_changes.order_by("pk").values_list("zone", "corrects"))


def test_a_zone_corrected_within_the_hour_is_no_move(learner):
    for minutes, zone in enumerate(["UTC", "Europe/Berlin", "Asia/Tokyo", "UTC", "Europe/Berlin"]):
        zones.move(user=learner, zone=zone, at=NOON + minutes * MINUTE)

    assert (learner.time_zone, learner.held_until) == ("Europe/Berlin", None)
    assert [corrects for _, corrects in told(learner)] == [False, True, True, True, True]


def test_an_hour_later_it_is_a_move(learner):
    zones.move(user=learner, zone="UTC", at=NOON)
    zones.move(user=learner, zone="Europe/Berlin", at=NOON + timedelta(hours=1))

    assert told(learner) == [("UTC", False), ("Europe/Berlin", False)]


def test_a_zone_in_which_something_was_done_stays_in_the_history(learner):
    zones.move(user=learner, zone="UTC", at=NOON)
    zones.move(user=learner, zone="Europe/Berlin", at=NOON + timedelta(days=2))
    set_state(learner=learner, topic=make_topic(), state="done", at=NOON + timedelta(days=2) + MINUTE)
    zones.move(user=learner, zone="Asia/Tokyo", at=NOON + timedelta(days=2) + 2 * MINUTE)

    assert told(learner) == [("UTC", False), ("Europe/Berlin", False), ("Asia/Tokyo", False)]


def test_the_zone_of_what_was_done_before_any_was_told_is_never_corrected(learner):
    set_state(learner=learner, topic=make_topic(), state="done", at=NOON)
    zones.move(user=learner, zone="Asia/Tokyo", at=NOON + MINUTE)
    zones.move(user=learner, zone="Europe/Berlin", at=NOON + 2 * MINUTE)

    assert told(learner) == [("UTC", False), ("Asia/Tokyo", False), ("Europe/Berlin", True)]
