"""The year as dots and as a table."""

import json
import re
from datetime import date, timedelta

import pytest
from django.http import HttpResponse

from progress.learning.models import StreakMode
from progress.learning.streaks import DayVerdict, Kind
from progress.learning.today.year import DayMark, Month, marks_of, months_of, year
from tests.pages.markup import read

TODAY = date(2026, 3, 4)  # a Wednesday
DAY = timedelta(days=1)


def verdict(day: date, kind: Kind, *, active: bool = False) -> DayVerdict:
    return DayVerdict(day, kind, StreakMode.DAILY, "UTC", 1, 0, active=active)


def days(*told: str) -> str:
    return "".join(f"<li>{one}</li>" for one in told)


def dots(markup: str, size: int) -> int:
    """How many are of a size."""
    return sum(path.count("h0") for path in re.findall(rf'<path class="dots n{size}" d="([^"]*)"', markup))


def test_it_begins_on_a_monday_and_ends_today():
    marks = marks_of({}, [], TODAY)

    assert marks[0].day.weekday() == 0
    assert marks[-1].day == TODAY
    assert len(marks) == 52 * 7 + 3


@pytest.mark.parametrize(
    ("count", "size"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (50, 4)],
)
def test_a_dot_is_the_larger_the_more_was_done(count, size):
    yesterday = TODAY - DAY

    markup = year({yesterday: count}, [], TODAY, "")

    assert dots(markup, size) == (1 if size else 52 * 7 + 3)


def test_freezes_and_pauses_have_signs_of_their_own():
    days = [TODAY - 3 * DAY, TODAY - 2 * DAY, TODAY - DAY]
    kinds = [Kind.FROZEN, Kind.PAUSED, Kind.MISSED]
    verdicts = [verdict(day, kind) for day, kind in zip(days, kinds, strict=True)]

    kept = [mark.kept for mark in marks_of({}, verdicts, TODAY)[-4:]]

    assert kept == ["frozen", "paused", "", ""]


def test_what_was_done_on_a_paused_day_is_a_dot():
    verdicts = [verdict(TODAY, Kind.PAUSED, active=True)]

    assert marks_of({TODAY: 2}, verdicts, TODAY)[-1] == DayMark(TODAY, 2, "")


def test_months_are_summed_the_newest_first_and_quiet_ones_left_out():
    counts = {date(2026, 1, 31): 2, date(2026, 3, 1): 1, date(2026, 3, 2): 4}
    verdicts = [verdict(date(2026, 3, 3), Kind.FROZEN)]

    march = days("Sun 1: 1 thing", "Mon 2: 4 things", "Tue 3: kept by a freeze")
    assert months_of(marks_of(counts, verdicts, TODAY)) == [
        Month(date(2026, 3, 1), 2, 5, 1, 0, march),
        Month(date(2026, 1, 1), 1, 2, 0, 0, days("Sat 31: 2 things")),
    ]


def test_the_table_says_what_the_picture_shows():
    markup = year({TODAY: 3}, [verdict(TODAY - DAY, Kind.FROZEN)], TODAY, "")

    assert "1 active day in the last twelve months" in markup
    assert "March 2026" in markup
    assert "Freezes" in markup and "Days paused" not in markup


def test_each_day_is_told_to_who_makes_a_grid_of_the_picture():
    verdicts = [verdict(TODAY - 2 * DAY, Kind.FROZEN), verdict(TODAY - DAY, Kind.PAUSED)]

    year_ = read(HttpResponse(year({TODAY: 3}, verdicts, TODAY, ""))).one("div", class_="year")

    assert year_["data-from"] == "2025-03-03"
    assert year_["data-days"].split()[-4:] == ["0", "frozen", "paused", "3"]
    assert (year_["data-weekdays"].split()[0], year_["data-months"].split()[-1]) == ("Monday", "December")
    words = json.loads(year_["data-words"])
    assert words == {"0": "nothing", "frozen": "kept by a freeze", "paused": "paused", "3": "3 things"}


def test_without_anything_done_there_is_no_table():
    assert "<table" not in year({}, [], TODAY, "")


def test_a_leap_day_is_a_day():
    marks = marks_of({date(2028, 2, 29): 1}, [], date(2028, 3, 1))

    assert marks[-2] == DayMark(date(2028, 2, 29), 1)
