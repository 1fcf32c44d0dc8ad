"""The time zones people live in: which names are known, and a person's move from one to another."""

import re
from bisect import bisect_left
from collections.abc import Callable
from datetime import UTC as UTC_CLOCK
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction

from roadmap_site.accounts.models import User, ZoneChange
from roadmap_site.accounts.moves import Told, counted

UTC = "UTC"
ROLLOVER, HOUR, MINUTE = timedelta(hours=4), timedelta(hours=1), timedelta(minutes=1)
REGIONS = {
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
}
LIKE = 0.7  # how much of a city's name has to be right for it to be asked after
OFFSET = re.compile(r"(?:utc|gmt)?([+\u2212-])(\d{1,2})(?::?([0-5]\d))?")
NOT_PLACES = {"localtime", "Factory", "posixrules"}  # what a server calls its own clock

Lived = tuple[str, datetime]  # a zone, and an instant at which days were counted in it

_followers: list[Callable[[User, datetime], None]] = []
_memories: list[Callable[[User], Lived | None]] = []
_witnesses: list[Callable[[User, datetime], bool]] = []


def when_moved(follow: Callable[[User, datetime], None]) -> None:
    """Have `follow` called with everybody who moves and when, inside the transaction."""
    _followers.append(follow)


def where_lived(remember: Callable[[User], Lived | None]) -> None:
    """Have `remember` asked, when a first zone is told, for the one that days were counted in before."""
    _memories.append(remember)


def when_done(has_done: Callable[[User, datetime], bool]) -> None:
    """Have `has_done` asked whether a person has done anything since an instant."""
    _witnesses.append(has_done)


@cache
def names() -> frozenset[str]:
    """Every name that a browser may send."""
    return frozenset(available_timezones()) - NOT_PLACES


@cache
def places() -> tuple[str, ...]:
    """The names worth offering: places by region, and UTC."""
    return (*sorted(name for name in names() if name.partition("/")[0] in REGIONS), UTC)


def known(name: str) -> str:
    """The name itself, or UTC for one that nobody knows."""
    return name if name in names() else UTC


def spoken(name: str) -> str:
    """A zone by its city, for a sentence: "Pago Pago" for Pacific/Pago_Pago."""
    return name.rpartition("/")[2].replace("_", " ")


def find(words: str) -> str | None:
    """The zone that somebody means who types a name, or only its city, in any case."""
    wanted = _folded(words)
    whole = [name for name in sorted(names()) if _folded(name) == wanted]
    cities = [name for name in places() if _folded(name.rpartition("/")[2]) == wanted]
    return next(iter(whole or cities), None)


def similar(words: str) -> str | None:
    """The place whose city is spelled most like `words`, for a question after an unknown one."""
    cities = {_folded(name.rpartition("/")[2]): name for name in places()}
    return next((cities[city] for city in get_close_matches(_folded(words), cities, n=1, cutoff=LIKE)), None)


def is_offset(words: str) -> bool:
    """Whether somebody has typed hours from UTC, as UTC+3 or +05:30, which are no place."""
    return OFFSET.fullmatch(_folded(words).replace("_", "")) is not None


def always(words: str) -> str | None:
    """The zone that keeps the hours from UTC in `words` all year; its name counts them backwards."""
    found = OFFSET.fullmatch(_folded(words).replace("_", ""))
    if found is None or int(found[3] or 0):
        return None
    name = f"Etc/GMT{'-' if found[1] == '+' else '+'}{int(found[2])}"
    return name if name in names() else None


def clocks_differ(one: str, other: str, *, at: datetime) -> bool:
    """Whether two zones' clocks differ now or half a year on; names alone often differ for nothing."""
    a, b = ZoneInfo(known(one)), ZoneInfo(known(other))
    instants = (at, at + timedelta(days=182))
    return any(i.astimezone(a).utcoffset() != i.astimezone(b).utcoffset() for i in instants)


def local_day(at: datetime, zone: str) -> date:
    """The learner's day that `at` belongs to in `zone`: from 04:00 to 04:00 by the wall clock there."""
    return (at.astimezone(ZoneInfo(known(zone))) - ROLLOVER).date()


def reached(wall: datetime, zone: str) -> datetime:
    """Return the first instant, in UTC, at which clocks in `zone` show `wall`, a naive time, or later.

    Where they were put back that is the first of two; where they were put forward over it, the jump, which
    lies between what its folds say.
    """
    told = wall.replace(tzinfo=ZoneInfo(known(zone)))
    early, late = (told.replace(fold=fold).astimezone(UTC_CLOCK) for fold in (1, 0))
    minutes = range((late - early) // MINUTE)
    return min(early, late) + MINUTE * bisect_left(
        minutes, wall, key=lambda minute: wall_clock(early + MINUTE * minute, zone)
    )


def wall_clock(at: datetime, zone: str) -> datetime:
    """Return what clocks in `zone` show at `at`, a naive time."""
    return at.astimezone(ZoneInfo(known(zone))).replace(tzinfo=None)


@transaction.atomic
def move(*, user: User, zone: str, at: datetime) -> None:
    """Live in `zone` from today on. Saying it again changes nothing; an unknown zone is UTC.

    Within the hour, with nothing done since, it takes the place of the zone told before.
    """
    zone = known(zone)
    told = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    last = told.zone_changes.order_by("effective", "pk").last()
    if last is not None and last.zone == zone:
        return
    corrects = last is not None and _is_slip(last, told, at)
    last = last or _first(told, unless=zone)
    today = max(local_day(at, told.time_zone), local_day(at, zone))
    effective = max(today, last.effective) if last else today
    ZoneChange.objects.create(user=told, zone=zone, at=at, effective=effective, corrects=corrects)
    user.time_zone = zone
    _hold(user, at)
    user.save(update_fields=["time_zone", "held_zone", "held_until"])
    for follow in _followers:
        follow(user, at)


def _is_slip(last: ZoneChange, user: User, at: datetime) -> bool:
    """Whether what was told a moment ago has not been lived in."""
    soon = timedelta() <= at - last.at < HOUR
    return soon and not any(has_done(user, last.at) for has_done in _witnesses)


def _first(user: User, *, unless: str) -> ZoneChange | None:
    """Begin the history with the zone that days were counted in before the first told one, if any were."""
    lived = next((found for remember in _memories if (found := remember(user))), None)
    if lived is None or lived[0] == unless:
        return None
    zone, at = lived
    return ZoneChange.objects.create(user=user, zone=zone, at=at, effective=local_day(at, zone))


def _hold(user: User, at: datetime) -> None:
    """Leave days in the zone before, and until the move counts, if there were too many."""
    told = user.zone_changes.order_by("pk").values_list("zone", "at", "corrects")
    moves = counted(Told(*one) for one in told)
    waiting = bool(moves) and moves[-1].at > at
    user.held_zone = moves[-1].left if waiting else ""
    user.held_until = moves[-1].at if waiting else None


def _folded(words: str) -> str:
    return words.strip().replace(" ", "_").casefold()
