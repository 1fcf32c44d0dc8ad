"""The planner's steps through years, without a database: prints what is wrong.

For each zone and hour it goes from one look to the next as planning does, a while after each is due, and
compares with what clocks there really show.
"""

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")
django.setup()

from progress.learning.streaks.stored import Short  # noqa: E402
from progress.reminders.models import MailChoices  # noqa: E402
from progress.reminders.schedule import slots  # noqa: E402
from progress.reminders.schedule.facts import schedule_of  # noqa: E402
from progress.reminders.schedule.planning import rows_of  # noqa: E402
from progress.reminders.schedule.rules import Facts  # noqa: E402
from progress.reminders.schedule.slots import Slot  # noqa: E402
from roadmap_site.accounts import zones  # noqa: E402

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
PLANNER = timedelta(seconds=97)  # how long after what is due it comes by
LATEST = HOUR  # that a mail may be sent after its hour
SHOWN = 20  # mistakes
LONGEST_FOLD = 26  # hours that clocks were ever put back: across the date line


def steps(zone: str, hour: time, first: date, last: date) -> Iterator[tuple[Slot, datetime]]:
    """Yield each reminder and when it is planned."""
    at = datetime.combine(first, time(), UTC) - 2 * DAY
    choices = MailChoices(weekdays=list(range(7)), at=hour, quiet_from=time(), quiet_until=time(), since=at)
    while at.date() <= last + DAY:
        facts = Facts(choices, zone, at.date(), at.date(), Short(), paused=False, finished=False)
        if choices.next_due_at is not None:
            yield from ((row.slot, at) for row in rows_of([facts], at) if not row.reason)
        choices.next_due_at = schedule_of(facts).next_look(at)
        at = choices.next_due_at + PLANNER


def mistakes(zone: str, hour: time, first: date, last: date) -> Iterator[str]:
    told = [(slot, at) for slot, at in steps(zone, hour, first, last) if first <= slot.day <= last]
    counts = Counter(slot.day for slot, _ in told)
    for day in dates(zone, first, last):
        if counts.pop(day, 0) != 1:
            yield f"{zone} {hour}: not one reminder on {day}"
    yield from (f"{zone} {hour}: a reminder on {day}, which was not" for day in counts)
    for slot, at in told:
        if at - slot.at > LATEST or not is_first(slot, hour, ZoneInfo(zone)):
            yield f"{zone} {hour}: {slot.day} at {slot.at:%Y-%m-%d %H:%M} UTC, planned {at:%H:%M}"


def is_first(slot: Slot, hour: time, zone: ZoneInfo) -> bool:
    """Whether clocks first show the hour then, or, where they leave it out, the first minute after it."""
    wanted = datetime.combine(slot.day, hour)
    now, before = (instant.astimezone(zone).replace(tzinfo=None) for instant in (slot.at, slot.at - MINUTE))
    shown_before = (slot.at - HOUR * n for n in range(1, LONGEST_FOLD))
    if any(instant.astimezone(zone).replace(tzinfo=None) >= wanted for instant in shown_before):
        return False
    return before < wanted <= now and now.date() == slot.day


def dates(zone: str, first: date, last: date) -> list[date]:
    """Return those that were, by what clocks show hour by hour."""
    begin = datetime.combine(first, time(), UTC) - DAY
    hours = range(24 * ((last - first).days + 3))
    shown = {(begin + HOUR * n).astimezone(ZoneInfo(zone)).date() for n in hours}
    return sorted(day for day in shown if first <= day <= last)


def count_by_24_hours() -> None:
    """The control: each day's is 24 hours after the one before."""
    right = slots.instant_of

    def naive(day: date, at: time, zone: str) -> datetime:
        new_year = date(day.year, 1, 1)
        return right(new_year, at, zone) + (day - new_year)

    slots.instant_of = naive


def look_at(work: tuple[str, time, date, date, bool]) -> list[str]:
    *asked, naive = work
    if naive and slots.instant_of.__name__ != "naive":
        count_by_24_hours()
    return list(mistakes(*asked))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.stepping", description=__doc__)
    parser.add_argument(
        "--from", dest="years", type=date.fromisoformat, nargs=2, action="append", metavar=("FIRST", "LAST")
    )
    parser.add_argument("--hours", type=time.fromisoformat, nargs="+", required=True)
    parser.add_argument("--zones", nargs="+", default=sorted(zones.names()))
    parser.add_argument("--naive", action="store_true", help="as if every day had 24 hours")
    asked = parser.parse_args()
    with ProcessPoolExecutor() as processes:
        figures = [look_through(first, last, asked, processes) for first, last in asked.years]
    print(json.dumps(figures))  # noqa: T201


def look_through(first: date, last: date, asked: argparse.Namespace, processes: Executor) -> dict[str, Any]:
    work = [(zone, hour, first, last, asked.naive) for zone in asked.zones for hour in asked.hours]
    wrong = [one for found in processes.map(look_at, work, chunksize=4) for one in found]
    days = (last - first).days + 1
    return {
        "zones": len(asked.zones),
        "days": days * len(work),
        "wrong": len(wrong),
        "some": wrong[:SHOWN],
    }


if __name__ == "__main__":
    main()
