"""Which moves from zone to zone count for a person's days: at most two in seven days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

MOST, WITHIN = 2, timedelta(days=7)


class Told(NamedTuple):
    """A zone and when it was told. What `corrects` takes the place of the one told before."""

    zone: str
    at: datetime
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """Out of one zone into another. `at` is when it counts: when it was told, or as soon as it may."""

    left: str
    reached: str
    at: datetime


def uncorrected(told: Iterable[Told]) -> list[Told]:
    """Return those that nothing took the place of, the oldest first."""
    kept: list[Told] = []
    for one in told:
        if one.corrects:
            del kept[-1:]
        kept.append(one._replace(corrects=False))
    return kept


def counted(told: Iterable[Told]) -> list[Move]:
    """Return the moves that count among all zones ever told, the oldest first; the first is no move.

    One too many waits until it would be the second in seven days, and gives way to any that is told
    until then. The last one returned may be waiting still.
    """
    moves: list[Move] = []
    waiting: Move | None = None
    zone: str | None = None
    for name, at, _ in uncorrected(told):
        if waiting is not None and waiting.at < at:
            moves.append(waiting)
            zone = waiting.reached
        waiting = None
        if zone is None:
            zone = name
        elif name != zone:
            waiting = Move(zone, name, max(at, _free_from(moves, at)))
    return [*moves, waiting] if waiting else moves


def _free_from(moves: list[Move], at: datetime) -> datetime:
    return moves[-MOST].at + WITHIN if len(moves) >= MOST else at
