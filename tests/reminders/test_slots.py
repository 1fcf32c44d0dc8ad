from datetime import UTC, date, datetime, time, timedelta

import pytest

from progress.reminders.models import Kind, MailChoices
from progress.reminders.schedule.slots import Schedule, evening, is_quiet, quiet_days

MONDAY = date(2026, 7, 6)
LAST = date(2026, 7, 1)  # active day


def schedule(quiet_since=LAST, zone="UTC", **chosen):
    return Schedule(MailChoices(since=datetime(2026, 1, 1, tzinfo=UTC), **chosen), zone, quiet_since)


def kinds(schedule, day):
    return [slot.kind for slot in schedule.slots_on(day)]


def at(hour, day=MONDAY):
    return datetime.combine(day, time(hour), UTC)


def test_nothing_is_due_to_whoever_chose_nothing():
    nothing = schedule()

    assert nothing.between(at(0), at(23)) == []
    assert nothing.next_look(at(0)) is None


def test_reminders_come_on_the_days_and_at_the_hour_that_were_chosen():
    reminders = schedule(weekdays=[0, 2], at=time(7, 15), quiet_until=time(6))

    found = reminders.between(at(0), at(0) + timedelta(days=7))

    assert [slot.at for slot in found] == [
        datetime(2026, 7, 6, 7, 15, tzinfo=UTC),
        datetime(2026, 7, 8, 7, 15, tzinfo=UTC),
    ]


def test_a_digest_takes_the_place_of_a_reminder_on_mondays():
    both = schedule(weekdays=[0, 1], digest=True)

    assert kinds(both, MONDAY) == [Kind.DIGEST]
    assert kinds(both, MONDAY + timedelta(days=1)) == [Kind.REMINDER]


def test_a_streak_may_be_at_risk_on_any_day_also_before_its_reminder():
    both = schedule(weekdays=[1], at_risk=True, at=time(21))

    assert kinds(both, MONDAY) == [Kind.AT_RISK]
    assert kinds(both, MONDAY + timedelta(days=1)) == [Kind.AT_RISK, Kind.REMINDER]


def test_a_nudge_is_left_to_the_reminder_at_the_same_hour():
    both = schedule(weekdays=[3], nudge=True)

    assert kinds(both, LAST + timedelta(days=8)) == [Kind.REMINDER]


def test_nudges_come_after_three_seven_and_fourteen_whole_days():
    nudges = schedule(nudge=True)

    found = nudges.between(at(0, LAST), at(0, LAST) + timedelta(days=60))

    assert [slot.day for slot in found] == [date(2026, 7, 5), date(2026, 7, 9), date(2026, 7, 16)]
    assert [quiet_days(LAST, slot.day) for slot in found] == [3, 7, 14]


def test_a_streak_at_risk_is_told_in_the_evening():
    assert evening(MailChoices()) == time(20)
    assert evening(MailChoices(quiet_from=time(19), quiet_until=time(8))) == time(18)
    assert evening(MailChoices(quiet_from=time(20), quiet_until=time(8))) == time(19)
    assert evening(MailChoices(quiet_from=time(0, 30), quiet_until=time(8))) == time(20)


@pytest.mark.parametrize(
    ("first", "last", "quiet"),
    [(22, 7, [22, 23, 0, 6]), (1, 5, [1, 4]), (9, 9, [])],
)
def test_quiet_hours_may_go_over_midnight(first, last, quiet):
    choices = MailChoices(quiet_from=time(first), quiet_until=time(last))

    assert sorted(hour for hour in range(24) if is_quiet(choices, time(hour))) == sorted(
        range(first, last) if first < last else {*range(first, 24), *range(last)} if first > last else []
    )
    assert all(is_quiet(choices, time(hour)) for hour in quiet)


def test_the_next_look_is_at_the_next_slot():
    reminders = schedule(weekdays=[2])

    assert reminders.next_look(at(12)) == datetime(2026, 7, 8, 18, tzinfo=UTC)
    assert reminders.next_look(datetime(2026, 7, 8, 17, 59, tzinfo=UTC)) == at(18, date(2026, 7, 8))


def test_whoever_may_be_nudged_is_looked_at_before_activity_can_make_a_nudge_due():
    """Active on the 2nd at the earliest, they are quiet for three days by the 6th."""
    nudges = schedule(nudge=True)

    assert nudges.next_look(at(19, date(2026, 7, 5))) == at(18, date(2026, 7, 9))
    assert nudges.next_look(at(19, date(2026, 7, 16))) == at(19, date(2026, 7, 20))


def test_a_slot_in_a_zone_that_left_the_date_out_is_none():
    reminders = schedule(weekdays=list(range(7)), zone="Pacific/Apia")

    found = reminders.between(datetime(2011, 12, 29, 12, tzinfo=UTC), datetime(2012, 1, 2, tzinfo=UTC))

    assert [slot.day.isoformat() for slot in found] == ["2011-12-29", "2011-12-31", "2012-01-01"]
