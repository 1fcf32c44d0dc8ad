"""A picture of the year: a dot for each day, the larger the more was done, and the same in a table.

Where scripts run, static/js/year.js makes a grid of the picture, to point at and to walk through.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from progress.learning.streaks import DayVerdict, Kind
from progress.learning.today.facts import year_begins

DAY = timedelta(days=1)
HALF = 27  # weeks in the first of two drawings, which lie one below the other where it is narrow
STEP = 12  # px from one day to the next
LEFT, TOP = 34, 24
MOST = 4  # things done in a day that make its dot larger
KEPT = {Kind.FROZEN: "frozen", Kind.EXCUSED: "frozen", Kind.PAUSED: "paused"}


@dataclass(frozen=True, slots=True)
class DayMark:
    """`kept` says by what a day without anything done was kept: frozen, paused, or nothing."""

    day: date
    count: int = 0
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    active: int
    done: int
    frozen: int
    paused: int
    days: SafeString  # those that something was done or kept on, as items of a list


def marks_of(counts: Mapping[date, int], verdicts: Sequence[DayVerdict], today: date) -> list[DayMark]:
    """Return the year's days up to today."""
    begins = year_begins(today)
    length = (today - begins).days + 1
    kept = {one.day: KEPT[one.kind] for one in verdicts[-length:] if one.kind in KEPT and not one.active}
    days = (begins + number * DAY for number in range(length))
    return [DayMark(day, counts.get(day, 0), kept.get(day, "")) for day in days]


def months_of(marks: Iterable[DayMark]) -> list[Month]:
    """Return the months that something was done or kept in, the newest first."""
    grouped = groupby(marks, key=lambda mark: mark.day.replace(day=1))
    months = [_month(first, list(days)) for first, days in grouped]
    return [month for month in reversed(months) if month.active or month.frozen or month.paused]


def _month(first: date, marks: Sequence[DayMark]) -> Month:
    told = [mark for mark in marks if mark.count or mark.kept]
    return Month(
        first,
        active=sum(mark.count > 0 for mark in marks),
        done=sum(mark.count for mark in marks),
        frozen=sum(mark.kept == "frozen" for mark in marks),
        paused=sum(mark.kept == "paused" for mark in marks),
        days=SafeString("".join(f"<li>{date_format(mark.day, 'D j')}: {said(mark)}</li>" for mark in told)),
    )


def said(mark: DayMark) -> str:
    """Return what became of a day."""
    if mark.kept:
        return gettext("kept by a freeze") if mark.kept == "frozen" else gettext("paused")
    if not mark.count:
        return gettext("nothing")
    return ngettext("%(n)s thing", "%(n)s things", mark.count) % {"n": mark.count}


def year(counts: Mapping[date, int], verdicts: Sequence[DayVerdict], today: date, longest: str) -> SafeString:
    """Return the picture with its words; `longest` tells of the longest streak, or nothing."""
    marks = marks_of(counts, verdicts, today)
    months = months_of(marks)
    context = {
        "active": sum(month.active for month in months),
        "longest": longest,
        "months": months,
        "drawings": drawings(marks),
        "grid": _grid(marks),
        "frozen": any(month.frozen for month in months),
        "paused": any(month.paused for month in months),
    }
    return render_to_string("learning/_today_year.html", context)


def drawings(marks: Sequence[DayMark]) -> list[SafeString]:
    """Return the year in two halves."""
    first, second = marks[: HALF * 7], marks[HALF * 7 :]
    return [_drawing(first, today=None), _drawing(second, today=marks[-1].day)]


def _grid(marks: Sequence[DayMark]) -> dict[str, object]:
    """Return what a script needs to know: where the days lie, their names, and by which word each is said."""
    words = {_word(mark): said(mark) for mark in marks}
    return {
        "from": marks[0].day.isoformat(),
        "days": " ".join(map(_word, marks)),
        "words": json.dumps(words, ensure_ascii=False),
        "place": f"{LEFT} {TOP} {STEP} {HALF}",
        "weekdays": " ".join(date_format(marks[0].day + number * DAY, "l") for number in range(7)),
        "months": " ".join(date_format(date(2000, number, 1), "F") for number in range(1, 13)),
    }


def _word(mark: DayMark) -> str:
    return mark.kept or str(mark.count)


def _drawing(marks: Sequence[DayMark], today: date | None) -> SafeString:
    """Return weeks as columns, Monday on top."""
    width = LEFT + STEP * HALF
    label = gettext("%(first)s to %(last)s, a dot for each day") % {
        "first": date_format(marks[0].day, "F Y"),
        "last": date_format(marks[-1].day, "F Y"),
    }
    shapes = ["<g>", *_weekdays(marks[0].day), *_months(marks), *_dots(marks), *_kept(marks)]
    if today is not None:
        x, y = _place(len(marks) - 1)
        shapes.append(f'<circle class="today" cx="{x}" cy="{y}" r="7"/>')
    return SafeString(
        f'<svg viewBox="0 0 {width} 102" role="img" aria-label="{escape(label)}">{"".join(shapes)}</g></svg>'
    )


def _place(number: int) -> tuple[int, int]:
    return LEFT + STEP * (number // 7), TOP + STEP * (number % 7)


def _weekdays(monday: date) -> list[str]:
    days = ((row, date_format(monday + row * DAY, "D")) for row in (0, 2, 4))
    return [f'<text x="0" y="{TOP + STEP * row + 3.5:g}">{name}</text>' for row, name in days]


def _months(marks: Sequence[DayMark]) -> list[str]:
    """Name a month above the week of its first day."""
    firsts = [(number, mark.day) for number, mark in enumerate(marks) if mark.day.day == 1]
    return [
        f'<text x="{_place(number)[0] - 4}" y="9">{date_format(day, "M")}</text>' for number, day in firsts
    ]


def _dots(marks: Sequence[DayMark]) -> list[str]:
    """Draw dots of one size as one path: lines of no length with round ends."""
    places: dict[int, list[str]] = {}
    for number, mark in enumerate(marks):
        if not mark.kept:
            x, y = _place(number)
            places.setdefault(min(mark.count, MOST), []).append(f"M{x} {y}h0")
    return [f'<path class="dots n{size}" d="{"".join(d)}"/>' for size, d in sorted(places.items())]


def _kept(marks: Sequence[DayMark]) -> list[str]:
    shapes = []
    for number, mark in enumerate(marks):
        x, y = _place(number)
        if mark.kept == "frozen":
            shapes.append(f'<circle class="frozen" cx="{x}" cy="{y}" r="3.4"/>')
        elif mark.kept == "paused":
            shapes.append(f'<path class="paused" d="M{x - 3} {y}h6"/>')
    return shapes
