"""Streaks once more, written apart from the code that they are compared with.

The code walks through days; this looks for what ends a chain, by formulas over whole lists of days, and
finds out about zones by going through hours.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise, takewhile
from zoneinfo import ZoneInfo

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Model:
    zones: list[tuple[datetime, str]]  # told on full hours or halves, the oldest first
    deeds: list[datetime] = field(default_factory=list)  # when anything was done
    active: set[date] = field(default_factory=set)
    modes: list[tuple[date, str, int]] = field(default_factory=list)
    pauses: list[tuple[date, bool, date | None]] = field(default_factory=list)
    _found: dict = field(default_factory=dict)  # moves by how far they were looked for

    # Zones

    def counted(self, until: datetime) -> list[tuple[datetime, str]]:
        key = (until, *self._meant())
        if key not in self._found:
            self._found[key] = self._counted(until)
        return self._found[key]

    def _counted(self, until: datetime) -> list[tuple[datetime, str]]:
        """By half hours: who lives elsewhere than days are counted moves there, twice in a week at most."""
        (at, home), *_ = meant = self._meant()
        told, moves = dict(meant), []
        wanted = home
        while at <= until:
            wanted = told.get(at, wanted)
            lately = [when for when, _ in moves if when > at - timedelta(days=7)]
            if wanted != home and len(lately) < 2:
                home = wanted
                moves.append((at, home))
            at += HOUR / 2
        return [meant[0], *moves]

    def _meant(self) -> list[tuple[datetime, str]]:
        """The zones told, but for those that another was told after, in less than an hour and for nothing."""
        later = [at for at, _ in self.zones[1:]] + [datetime.max.replace(tzinfo=UTC)]
        return [
            (at, zone)
            for (at, zone), then in zip(self.zones, later, strict=True)
            if then - at >= HOUR or any(at <= deed < then for deed in self.deeds)
        ]

    def day_at(self, at: datetime) -> date:
        return wall(at, [zone for when, zone in self.counted(at) if when <= at][-1])

    def takes(self, until: datetime) -> list[tuple[set[date], set[date]]]:
        """For each move: the dates it jumps over, and those it may excuse one of."""
        moves = self.counted(until)
        found = []
        for (_, left), (at, reached) in pairwise(moves):
            a, b = wall(at, left), wall(at, reached)
            dates = {a + DAY * n for n in range((b - a).days + 1)}
            east = at.astimezone(ZoneInfo(reached)).utcoffset() > at.astimezone(ZoneInfo(left)).utcoffset()
            short = {d for d in dates if starts(d + DAY, reached) - starts(d - DAY, left) < 48 * HOUR}
            found.append((dates - {a, b}, short if east else set()))
        return found

    def zone_on(self, day: date, until: datetime) -> str:
        moves = self.counted(until)
        zone, reached = moves[0][1], date.min
        for (_, left), (at, right) in pairwise(moves):
            reached = max(reached, wall(at, left), wall(at, right))
            zone = right if reached <= day else zone
        return zone

    # What holds on a day

    def mode(self, day: date) -> tuple[str, int]:
        said = [change for change in self.modes if change[0] <= day]
        return max(enumerate(said), key=lambda one: (one[1][0], one[0]))[1][1:] if said else ("daily", 3)

    def paused(self, day: date) -> bool:
        said = [(effective, number) for number, (effective, *_) in enumerate(self.pauses) if effective <= day]
        if not said:
            return False
        _, paused, until = self.pauses[max(said)[1]]
        return paused and (until is None or day <= until)

    # The streak

    def streak(self, today: date) -> tuple[str, int, int, int]:
        """Return mode, length, longest and freezes as of `today`."""
        modes = [change[0] for change in self.modes]
        today = max([today, *self.active, *modes])
        chain = Chain(self, self._first(date.min, today), today, set())
        longest = chain.longest()
        while chain.end is not None:
            chain = Chain(self, self._first(chain.end + DAY, today), today, chain.used)
            longest = max(longest, chain.longest())
        return self.mode(today)[0], chain.length(today, self.mode(today)[0]), longest, chain.freezes()

    def _first(self, since: date, today: date) -> date | None:
        counting = (day for day in sorted(self.active) if since <= day <= today)
        return next((d for d in counting if not self.paused(d) and self.mode(d)[0] != "off"), None)


class Chain:
    """What begins with `first` and goes on until `end`, the day that broke it; `used` are moves."""

    def __init__(self, model: Model, first: date | None, today: date, used: set[int]) -> None:
        self.model, self.first, self.today, self.used = model, first, today, used
        self.days = [first + DAY * n for n in range((today - first).days + 1)] if first else []
        self.open = {d for d in self.days if not model.paused(d) and model.mode(d)[0] != "off"}
        self.active = [d for d in self.days if d in self.open & model.active]
        self.excused = self._excuse() if first else set()
        ends = [self._let_go(), self._missed(), self._short_week()]
        self.end = min((end for end in ends if end), default=None)
        if self.end:
            self.used = used | {move for day, move in self.by.items() if day <= self.end}
            self.active = [d for d in self.active if d <= self.end]

    def _excuse(self) -> set[date]:
        until = datetime.combine(self.today + 3 * DAY, datetime.min.time(), UTC)
        takes, taken, excused = self.model.takes(until), set(self.used), set()
        self.by = {}
        for day in self.days[:-1]:
            if day not in self.open or day in self.model.active:
                continue
            never = not exists(day, self.model.zone_on(day, until))
            jumped = next((n for n, (over, _) in enumerate(takes) if day in over), len(takes))
            spare = next((n for n, (_, s) in enumerate(takes) if day in s and n not in taken), len(takes))
            if not never and jumped > spare and spare < len(takes):
                taken.add(spare)
                self.by[day] = spare
            if never or jumped < len(takes) or spare < len(takes):
                excused.add(day)
        return excused

    def _let_go(self) -> date | None:
        return next((d for d in self.days if self.model.mode(d)[0] == "off"), None)

    def _sums(self) -> list[tuple[date, int]]:
        """The freezes earned less those used, were there no limit: one for each 7th day in daily mode."""
        earned = [d for d in self.active if self.model.mode(d)[0] == "daily"][6::7]
        steps = [(d in earned) - (d in self._misses()) for d in self.days]
        return list(zip(self.days, accumulate(steps), strict=True))

    def _misses(self) -> set[date]:
        missed = self.open - self.model.active - self.excused - {self.today}
        return {d for d in missed if self.model.mode(d)[0] == "daily"}

    def _held(self) -> list[tuple[date, int]]:
        """What is above two is lost: a walk that is reflected there."""
        sums = self._sums()
        return [(d, s - max(0, max(t for _, t in sums[: n + 1]) - 2)) for n, (d, s) in enumerate(sums)]

    def _missed(self) -> date | None:
        return next((d for d, held in self._held() if held < 0), None)

    def _weeks(self) -> list[tuple[date, int, int, bool]]:
        """Return each week's Sunday, active days, days needed, and whether it was whole."""
        begin = min(self.model.active, default=date.min)
        weeks = []
        for sunday in [d for d in self.days if d.isoweekday() == 7]:
            week = [sunday - n * DAY for n in range(7)]
            asked = [self.model.mode(d)[1] for d in week if d >= begin and self.model.mode(d)[0] == "weekly"]
            closed = [d for d in week if self.model.paused(d) or d in self.excused]
            whole = len(asked) == 7 and not closed
            active = len([d for d in week if d in self.active])
            weeks.append((sunday, active, min(asked, default=3), whole))
        return weeks

    def _short_week(self) -> date | None:
        over = [week for week in self._weeks() if week[0] < self.today]
        return next((sunday for sunday, active, needed, whole in over if whole and active < needed), None)

    def length(self, day: date, mode: str) -> int:
        if mode == "daily":
            return len([d for d in self.active if d <= day])
        return self._weeks_reached(day) if mode == "weekly" else 0

    def _weeks_reached(self, day: date) -> int:
        begin = min(self.model.active, default=date.min)
        mondays = sorted({d - d.weekday() * DAY for d in self.days if d <= day})
        reached = 0
        for monday in mondays:
            lived = [monday + n * DAY for n in range(7) if begin <= monday + n * DAY <= day]
            asked = [self.model.mode(d)[1] for d in lived if self.model.mode(d)[0] == "weekly"]
            reached += len(set(lived) & set(self.active)) >= min(asked, default=3)
        return reached

    def longest(self) -> int:
        mode = self.model.mode(self.today)[0]
        lived = takewhile(lambda d: self.end is None or d <= self.end, self.days)
        return max((self.length(d, mode) for d in lived), default=0)

    def freezes(self) -> int:
        return self._held()[-1][1] if self.days else 0


def wall(at: datetime, zone: str) -> date:
    return (at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) - 4 * HOUR).date()


def starts(day: date, zone: str) -> datetime:
    """Return the first quarter of an hour that belongs to the day, or to one after it."""
    quarters = (datetime(day.year, day.month, day.day, tzinfo=UTC) + n * HOUR / 4 for n in range(-96, 192))
    return next(at for at in quarters if wall(at, zone) >= day)


def exists(day: date, zone: str) -> bool:
    hours = (datetime(day.year, day.month, day.day, tzinfo=UTC) + n * HOUR for n in range(-24, 48))
    return any(at.astimezone(ZoneInfo(zone)).date() == day for at in hours)
