"""The table of cases: days in, a streak out."""

from datetime import UTC, date, datetime, timedelta

import pytest

from progress.learning.models import StreakMode
from progress.learning.streaks import Excuse, Week
from progress.learning.streaks.counting import count
from progress.learning.streaks.history import History, ModeFrom, PauseFrom
from roadmap_site.accounts.moves import Move
from tests.streaks.cases import DAY, MONDAY, days, drawn, streak_of

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + number * DAY for number in (1, 2, 3, 4))
SUNDAY = MONDAY + 6 * DAY
NEXT_SUNDAY = SUNDAY + 7 * DAY


def weekly(needed: int = 3, since: date = MONDAY) -> ModeFrom:
    return ModeFrom(since, StreakMode.WEEKLY, needed)


@pytest.mark.parametrize(
    ("picture", "length", "verdicts"),
    [
        ("a", 1, "a"),
        ("aaaa", 4, "aaaa"),
        ("aaa.", 3, "aaa?"),  # today is not done yet: at risk, not broken
        ("aaa..", 0, "aaam?"),  # yesterday was missed
        ("aaa.a", 1, "aaama"),  # a new one
        ("aaa...a.aa", 2, "aaam--amaa"),
        ("aaaaaaa.a", 8, "aaaaaaafa"),  # seven days earned a freeze; it is used and not counted
        ("aaaaaaa..", 7, "aaaaaaaf?"),
        ("aaaaaaa...", 0, "aaaaaaafm?"),
        ("aaaaaa.a", 1, "aaaaaama"),  # six are too few
        ("a" * 14 + "..a", 15, "a" * 14 + "ffa"),  # two are kept
        ("a" * 28 + "...a", 1, "a" * 28 + "ffma"),  # and no more than two
        ("a" * 14 + "..aaaaa.a", 1, "a" * 14 + "ffaaaaama"),  # the 21st day would have earned the next
        ("a" * 14 + "..aaaaaaa.a", 22, "a" * 14 + "ffaaaaaaafa"),
        ("aaaaaaa..aaaaaa.a", 1, "aaaaaaafmaaaaaama"),  # a new streak begins without freezes
    ],
)
def test_daily(picture, length, verdicts):
    streak = streak_of(picture)

    assert (streak.length, drawn(streak)) == (length, verdicts)


def test_nothing_was_ever_done():
    streak = streak_of("...")

    assert (streak.length, streak.longest, streak.days, streak.at_risk) == (0, 0, [], False)


def test_the_longest_is_remembered():
    streak = streak_of("aaaa.aa")

    assert (streak.length, streak.longest) == (2, 4)


def test_at_risk_while_today_is_open_and_broken_never():
    at_risk, done, nothing = streak_of("aa."), streak_of("aaa"), streak_of("a..")

    assert (at_risk.at_risk, at_risk.ends_today, at_risk.length) == (True, True, 2)
    assert (done.at_risk, done.done_today) == (False, True)
    assert not nothing.at_risk


def test_a_freeze_may_still_save_what_is_at_risk():
    streak = streak_of("a" * 7 + ".")

    assert (streak.at_risk, streak.ends_today) == (True, False)
    assert streak.holds_until == MONDAY + 8 * DAY
    assert (streak.freezes, streak.to_next_freeze) == (1, 7)


def test_how_far_the_next_freeze_is():
    assert [streak_of("a" * number).to_next_freeze for number in (1, 6, 7, 13, 14)] == [6, 1, 7, 1, 0]


@pytest.mark.parametrize(
    ("pause", "picture", "length", "verdicts"),
    [
        (PauseFrom(TUESDAY, True, WEDNESDAY), "a..a", 2, "appa"),
        (PauseFrom(TUESDAY, True, WEDNESDAY), "aa.a", 2, "appa"),  # what is done meanwhile doesn't count
        (PauseFrom(TUESDAY, True, WEDNESDAY), "a...", 1, "app?"),
        (PauseFrom(TUESDAY, True, WEDNESDAY), "a...a", 1, "appma"),
        (PauseFrom(TUESDAY, True), "a......", 1, "apppppp"),  # without an end
        (PauseFrom(MONDAY, True, MONDAY), "aa", 1, "pa"),
    ],
)
def test_days_of_a_pause_neither_break_nor_count(pause, picture, length, verdicts):
    streak = streak_of(picture, pauses=[pause])

    assert (streak.length, drawn(streak)) == (length, verdicts)


def test_a_pause_that_is_ended_early():
    pauses = [PauseFrom(TUESDAY, True, SUNDAY), PauseFrom(WEDNESDAY, False)]

    assert drawn(streak_of("a.aa", pauses=pauses)) == "apaa"


def test_what_was_said_last_of_a_day_holds():
    pauses = [PauseFrom(TUESDAY, True), PauseFrom(TUESDAY, False)]

    assert drawn(streak_of("aaa", pauses=pauses)) == "aaa"


def test_a_streak_holds_as_long_as_its_pause():
    known = streak_of("a..", pauses=[PauseFrom(TUESDAY, True, MONDAY + 1000 * DAY)])
    unknown = streak_of("a..", pauses=[PauseFrom(TUESDAY, True)])

    assert (known.paused, known.paused_until) == (True, MONDAY + 1000 * DAY)
    assert known.holds_until == known.at_risk_on == MONDAY + 1001 * DAY
    assert (unknown.paused, unknown.paused_until, unknown.holds_until) == (True, None, None)
    assert not unknown.at_risk


@pytest.mark.parametrize(
    ("picture", "length", "verdicts"),
    [
        ("aaa....", 1, "aaarrr?"),
        ("aa", 0, "aa"),  # not yet
        ("a.a.a.. a.", 1, "ararar" + "ra?"),
        ("aaa.... ..aaa", 2, "aaarrrr" + "rraaa"),
        ("aaa.... a.a....", 0, "aaarrrr" + "ararrrr" + "?"),  # the second week had two
        ("aaa.... aaa.... aa.....", 2, "aaarrrr" * 2 + "aarrrr?"),  # the running week never breaks it
        ("aaa.... aa..... aaa....", 1, "aaarrrr" + "aarrrrr" + "aaarrr?"),
    ],
)
def test_weekly(picture, length, verdicts):
    letters = len(verdicts)
    streak = streak_of(picture.replace(" ", "").ljust(letters, "."), modes=[weekly()])

    assert (streak.length, drawn(streak)) == (length, verdicts)


def test_a_first_week_that_began_late_ends_nothing():
    streak = streak_of(
        "aa" + "." * 3, first=SUNDAY - DAY, modes=[weekly(), ModeFrom(SUNDAY + 3 * DAY, StreakMode.DAILY)]
    )

    assert streak.length == 2


def test_a_week_at_risk_when_each_day_left_is_needed():
    friday = streak_of("aaa.... a...x", modes=[weekly()])
    saturday = streak_of("aaa.... a...xx", modes=[weekly()])
    late = streak_of("aaa.... a...xxx", modes=[weekly()])

    assert (friday.at_risk, friday.at_risk_on) == (False, NEXT_SUNDAY - DAY)
    assert (saturday.at_risk, saturday.ends_today, saturday.holds_until) == (True, True, NEXT_SUNDAY)
    assert (late.at_risk, late.length) == (False, 1)  # nothing can be done about it, and it isn't over yet


def test_the_week_says_how_far_it_is():
    assert streak_of("a.a", modes=[weekly(4)]).week == Week(MONDAY, 2, 4)


def test_a_week_that_a_pause_cut_short_ends_nothing():
    pauses = [PauseFrom(MONDAY + 8 * DAY, True, MONDAY + 9 * DAY)]

    streak = streak_of("aaa.... a...... aaa....", modes=[weekly()], pauses=pauses)

    assert (streak.length, drawn(streak)) == (2, "aaarrrr" + "apprrrr" + "aaarrr?")


def test_asking_for_more_days_holds_from_monday():
    more = [weekly(2), weekly(5, WEDNESDAY)]

    assert streak_of("aa....." + ".......", modes=more).length == 1
    assert streak_of("aa....." + "aaaa...", modes=more).week == Week(SUNDAY + DAY, 4, 5)


def test_asking_for_fewer_days_holds_at_once():
    assert streak_of("aa.", modes=[weekly(5), weekly(2, WEDNESDAY)]).length == 1


def test_changing_between_days_and_weeks_keeps_the_streak():
    to_weeks = streak_of("aaaaaaa aaaaaaa a", modes=[weekly(3, NEXT_SUNDAY + DAY)])
    and_back = streak_of(
        "aaaaaaa a.a.a.. a", modes=[weekly(3, SUNDAY), ModeFrom(NEXT_SUNDAY + DAY, StreakMode.DAILY)]
    )

    assert (to_weeks.mode, to_weeks.length) == ("weekly", 2)
    assert (and_back.mode, and_back.length) == ("daily", 11)


def test_days_in_weekly_mode_earn_no_freezes():
    streak = streak_of("a" * 14, modes=[weekly(), ModeFrom(NEXT_SUNDAY, StreakMode.DAILY)])

    assert (streak.length, streak.freezes) == (14, 0)


def test_switching_it_off_ends_it():
    off, on = ModeFrom(WEDNESDAY, StreakMode.OFF), ModeFrom(MONDAY + 4 * DAY, StreakMode.DAILY)

    while_off = streak_of("aaaa", modes=[off])
    again = streak_of("aaaaaa", modes=[off, on])

    assert (while_off.length, while_off.at_risk, drawn(while_off)) == (0, False, "aaoo")
    assert (again.length, drawn(again)) == (2, "aaooaa")


# Moves: noon in the old zone, on WEDNESDAY unless told otherwise


def move(left: str, reached: str, day: date = WEDNESDAY, hour: int = 12) -> Move:
    """At that hour UTC."""
    return Move(left, reached, datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def flown(picture: str, *moves: Move):
    return streak_of(picture, zone=moves[0].left, moves=moves)


def test_flying_west_nothing_happens():
    tokyo_to_honolulu = move("Asia/Tokyo", "Pacific/Honolulu")  # Wednesday evening is Wednesday morning again

    assert drawn(flown("aaaa", tokyo_to_honolulu)) == "aaaa"
    assert drawn(flown("aa.a", tokyo_to_honolulu)) == "aama"


def test_a_date_that_repeats_takes_nothing_away():
    """Thursday was active before the flight; now it is Wednesday again."""
    flight = move("Pacific/Kiritimati", "Pacific/Honolulu", hour=15)
    history = History(days("aaaa"), flight.left, [flight])

    assert [count(history, day).length for day in (WEDNESDAY, THURSDAY, FRIDAY)] == [4, 4, 4]
    assert not count(history, WEDNESDAY).at_risk


def test_flying_east_the_date_that_is_lost_is_excused():
    honolulu_to_auckland = move("Pacific/Honolulu", "Pacific/Auckland")  # Wednesday 02:00 is Thursday 01:00

    for picture, verdicts in {
        "a.aa": "axaa",  # Tuesday there: it went on until 04:00 of Wednesday
        "aa.a": "aaxa",
        "aa..": "aax?",
        "aa..a": "aaxma",  # one date a move; on the ground as ever
        "aaa.a": "aaama",
    }.items():
        assert drawn(flown(picture, honolulu_to_auckland)) == verdicts


def test_an_excuse_says_which_move_it_was():
    streak = flown("aa.a", move("Pacific/Honolulu", "Pacific/Auckland"))

    assert streak.days[2].excuse == Excuse("Pacific/Honolulu", "Pacific/Auckland")


def test_a_date_that_a_flight_jumps_over_is_excused_besides():
    across = move("Etc/GMT+12", "Pacific/Kiritimati", hour=15)  # Tuesday's last hour is Thursday's first

    assert drawn(flown("aa.aa", across)) == "aaxaa"
    assert drawn(flown("a..aa", across)) == "axxaa"


def test_a_move_by_an_hour_excuses_only_where_under_48_hours_lie_between():
    """Clocks in both places went back in between."""
    changed = date(2026, 10, 25)
    streak = streak_of(
        "a.a",
        first=changed - DAY,
        zone="Europe/London",
        moves=[move("Europe/London", "Europe/Berlin", changed)],
    )

    assert drawn(streak) == "ama"


def test_another_name_for_the_same_clock_excuses_nothing():
    """Not even over the night in which clocks change."""
    changed = date(2026, 3, 29)
    streak = streak_of(
        "a.a",
        first=changed - 2 * DAY,
        zone="Europe/Kiev",
        moves=[move("Europe/Kiev", "Europe/Kyiv", changed - DAY)],
    )

    assert drawn(streak) == "ama"


@pytest.mark.parametrize(
    ("zone", "left_out"),
    [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))],
)
def test_a_date_that_never_was_is_excused(zone, left_out):
    streak = streak_of("aa.a", first=left_out - 2 * DAY, zone=zone)

    assert (streak.length, drawn(streak)) == (3, "aaxa")
    assert streak.days[2].excuse == Excuse()


def test_the_same_date_elsewhere_is_missed():
    assert drawn(streak_of("aa.a", first=date(2011, 12, 28), zone="Pacific/Auckland")) == "aama"


def test_each_day_says_its_zone():
    streak = flown("aaaaa", move("Europe/Berlin", "Asia/Tokyo"))

    assert [one.zone for one in streak.days] == ["Europe/Berlin"] * 2 + ["Asia/Tokyo"] * 3


def test_ten_years_are_counted():
    streak = streak_of("a" * 3650)

    assert (streak.length, streak.holds_until) == (3650, MONDAY + timedelta(days=3652))


def test_the_longest_is_remembered_over_a_change_of_mode():
    to_days = [weekly(1), ModeFrom(TUESDAY, StreakMode.DAILY)]

    on_tuesday, later = streak_of("a.", modes=to_days), streak_of("a..", modes=to_days)

    assert (on_tuesday.length, on_tuesday.longest) == (1, 1)
    assert (later.length, later.longest) == (0, 1)


def test_a_week_begins_anew_after_a_missed_sunday():
    streak = streak_of("aaaaaa. aaaaaa.", modes=[weekly(7, SUNDAY + DAY)])

    assert streak.week == Week(SUNDAY + DAY, 6, 7)
