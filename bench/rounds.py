"""Timing: each row in turn for a moment, just after its floor; what else the machine does hits both alike."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import mean, median, quantiles

from bench.counting import HEADER
from bench.rows import Row

SLICE = 0.04  # seconds
WARM_UP = 0.5  # seconds
FEWEST = 3  # rounds


@dataclass
class Timing:
    """What came of a row's slices."""

    of: str
    rates: list[float] = field(default_factory=list)  # requests a second, by slice
    ratios: list[float] = field(default_factory=list)  # over the floor's, just before
    seconds: list[float] = field(default_factory=list)  # of each request
    cpu_seconds: float = 0
    sizes: list[int] = field(default_factory=list)

    def figures(self, statements: int) -> dict[str, float | int | str]:
        percentiles = quantiles(self.seconds, n=20)
        return {
            "rps": round(median(self.rates), 1),
            "p50_ms": round(1000 * median(self.seconds), 2),
            "p95_ms": round(1000 * percentiles[18], 2),
            "cpu_ms": round(1000 * self.cpu_seconds / len(self.seconds), 2),
            "queries": statements,
            "bytes": round(mean(self.sizes)),
            "ratio": round(median(self.ratios), 3) if self.ratios else 1.0,
            "of": self.of,
        }


def time_rows(rows: Sequence[Row], seconds: float) -> dict[str, Timing]:
    timings = {row.name: Timing(row.of) for row in rows}
    lengths = {row.name: _length(row) for row in rows}
    floors = {row.name: row for row in rows if row.name == row.of}
    end = time.monotonic() + seconds
    done = 0
    while done < FEWEST or time.monotonic() < end:
        for row in rows:
            if row.name not in floors:
                floor = _time_slice(floors[row.of], lengths[row.of], timings[row.of])
                rate = _time_slice(row, lengths[row.name], timings[row.name])
                timings[row.name].ratios.append(rate / floor)
        done += 1
    return timings


def _length(row: Row) -> int:
    """How many requests fill a slice, seen when the row has warmed up."""
    _time_slice(row, 1, Timing(row.of))
    warm = Timing(row.of)
    while sum(warm.seconds) < WARM_UP:
        _time_slice(row, 1, warm)
    return max(1, round(SLICE / median(warm.seconds)))


def _time_slice(row: Row, length: int, timing: Timing) -> float:
    """Return its requests a second."""
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
    return timing.rates[-1]


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
