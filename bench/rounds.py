"""Timing: a slice of each row in turn, round after round; what else the machine does then hits all alike."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import mean, median, quantiles

from bench.counting import HEADER
from bench.rows import Row

SLICE = 0.12  # seconds
WARM_UP = 0.5  # seconds
FEWEST = 3  # rounds


@dataclass
class Timing:
    """What came of a row's slices."""

    of: str
    rates: list[float] = field(default_factory=list)  # requests a second, by round
    seconds: list[float] = field(default_factory=list)  # of each request
    cpu_seconds: float = 0
    sizes: list[int] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return median(self.rates)

    def figures(self, floor: "Timing", statements: int) -> dict[str, float | int | str]:
        percentiles = quantiles(self.seconds, n=20)
        return {
            "rps": round(self.rate, 1),
            "p50_ms": round(1000 * median(self.seconds), 2),
            "p95_ms": round(1000 * percentiles[18], 2),
            "cpu_ms": round(1000 * self.cpu_seconds / len(self.seconds), 2),
            "queries": statements,
            "bytes": round(mean(self.sizes)),
            "ratio": round(self.rate / floor.rate, 3),
            "of": self.of,
        }


def time_rows(rows: Sequence[Row], seconds: float) -> dict[str, Timing]:
    timings = {row.name: Timing(row.of) for row in rows}
    lengths = {row.name: _length(row) for row in rows}
    order = list(_with_floors_between(rows))
    end = time.monotonic() + seconds
    done = 0
    while done < FEWEST or time.monotonic() < end:
        for row in order:
            _time_slice(row, lengths[row.name], timings[row.name])
        done += 1
    return timings


def _with_floors_between(rows: Sequence[Row]) -> Iterator[Row]:
    """Each floor again before every other row of its own, so that the two are measured close together."""
    floors = {row.name: row for row in rows if row.name == row.of}
    since = dict.fromkeys(floors, 0)
    for row in rows:
        if row.name in floors:
            continue
        if since[row.of] % 2 == 0:
            yield floors[row.of]
        since[row.of] += 1
        yield row


def _length(row: Row) -> int:
    """How many requests fill a slice, seen when the row has warmed up."""
    _time_slice(row, 1, Timing(row.of))
    warm = Timing(row.of)
    while sum(warm.seconds) < WARM_UP:
        _time_slice(row, 1, warm)
    return max(1, round(SLICE / median(warm.seconds)))


def _time_slice(row: Row, length: int, timing: Timing) -> None:
    requests = list(islice(row.requests, length))
    cpu = row.server.cpu_seconds()
    began = last = time.perf_counter()
    for request in requests:
        size = _send(row, request)
        now = time.perf_counter()
        timing.seconds.append(now - last)
        timing.sizes.append(size)
        last = now
    timing.rates.append(length / (last - began))
    timing.cpu_seconds += row.server.cpu_seconds() - cpu


def _send(row: Row, request: bytes) -> int:
    reply = row.browser.connection.exchange(request)
    if not reply.raw.startswith(b"HTTP/1.1 200"):
        raise SystemExit(f"{row.name} answers {reply.status}: {reply.text[:2000]}")
    return len(reply.raw)


def count_statements(rows: Sequence[Row]) -> dict[str, int]:
    """By row, asked of a server that counts; the first answers may make what the later ones find made."""
    return {row.name: max(_statements(row) for _ in range(6)) for row in rows if _statements(row)}


def _statements(row: Row) -> int:
    return int(row.browser.connection.exchange(next(row.requests)).header(HEADER))
