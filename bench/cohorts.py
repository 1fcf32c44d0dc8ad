"""Pages and files of cohorts of 10, 1,000 and 5,000 learners, as a mentor asks for them."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median, quantiles
from typing import Any

import psutil

from bench.browser import HOST, Browser
from bench.catalogue import write_catalogue
from bench.counting import HEADER
from bench.people import READER, sign_in
from bench.scrolling import seconds_until_scrolled
from bench.servers import (
    COHORTS,
    LONG_CONTENT,
    Server,
    analyze,
    connected,
    create_database,
    manage,
    python,
    serve,
)

TOPICS = 150
SIZES = (10, 1_000, 5_000)
REQUESTS, WARM_UP, TRIES = 20, 3, 5
WATCHED = 0.002  # seconds between two looks at the memory

# Of how many learners, and what follows the cohort's address
PAGES = {
    "cohort_overview_1000": (1_000, ""),
    "cohort_overview_5000": (5_000, ""),
    "cohort_grid_1000": (1_000, "grid/"),
    "cohort_grid_5000": (5_000, "grid/"),
    "cohort_phase_1000": (1_000, "grid/{phase}/"),
    "cohort_learner_1000": (1_000, "learners/{member}/"),
}
SCROLLED = ("cohort_grid_1000", "cohort_grid_5000")
FILES = {"cohort_csv_5000": (5_000, "overview.csv")}

_PARTS = """
SELECT cohort.id, (SELECT min(id) FROM curriculum_phase), (
    SELECT min(id) FROM cohorts_membership WHERE cohort_id = cohort.id AND role = 'learner'
)
FROM cohorts_cohort cohort WHERE name = %s
"""

Figures = dict[str, Any]


def cohort_rows(most: int) -> dict[str, Figures]:
    """In a short run a cohort holds `most` learners where its name says more."""
    _make(most)
    with serve(COHORTS, BENCH_COUNT="1") as server:
        statements = {name: _statements(server, rest) for name, (_, rest) in PAGES.items()}
    with serve(COHORTS) as server:
        mentor = sign_in(READER, server.connect())
        pages = {name: _time_page(mentor, _address(*page)) for name, page in PAGES.items()}
        for name in SCROLLED:
            pages[name] |= _time_scrolling(mentor, server, _address(*PAGES[name]))
    return {**{name: {**figures, **statements[name]} for name, figures in pages.items()}, **_files()}


def _files() -> dict[str, Figures]:
    rows = {}
    for name, file in FILES.items():
        with serve(COHORTS) as server:
            rows[name] = _time_file(server, sign_in(READER, server.connect()), *file)
    return rows


def _make(most: int) -> None:
    write_catalogue(LONG_CONTENT, topics=TOPICS, page=TOPICS)
    create_database(COHORTS)
    manage("load_content", str(LONG_CONTENT), database=COHORTS)
    python("-m", "bench.people", database=COHORTS)
    for size in SIZES:
        people = (f"--learners={min(size, most)}", f"--seed={size}", f"--name={size}", f"--mentor={READER}")
        manage("seed_demo", *people, database=COHORTS)
    analyze(COHORTS)


def _address(size: int, rest: str) -> str:
    with connected(COHORTS) as connection:
        row = connection.execute(_PARTS, [str(size)]).fetchone()
    assert row
    cohort, phase, member = row
    return f"/cohorts/{cohort}/{rest.format(phase=phase, member=member)}"


def _statements(server: Server, rest: str) -> Figures:
    """The second look: the first may be told as one."""
    mentor = sign_in(READER, server.connect())
    found = {}
    for size in SIZES:
        for _ in range(2):
            reply = mentor.get(_address(size, rest))
            assert reply.status == 200, reply.text[:2000]
        found[f"queries_{size}"] = int(reply.header(HEADER))
    return found


def _time_page(mentor: Browser, address: str) -> Figures:
    seconds, size = [], 0
    request = mentor.request(address)
    for number in range(WARM_UP + REQUESTS):
        began = time.perf_counter()
        reply = mentor.connection.exchange(request)
        if number >= WARM_UP:
            seconds.append(time.perf_counter() - began)
        assert reply.status == 200, reply.text[:2000]
        size = len(reply.raw)
    return {
        "p50_ms": round(1000 * median(seconds), 1),
        "p95_ms": round(1000 * quantiles(seconds, n=20)[18], 1),
        "bytes": size,
    }


def _time_scrolling(mentor: Browser, server: Server, address: str) -> Figures:
    """In a real browser, where there is one."""
    seconds = seconds_until_scrolled(mentor, server.port, address)
    return {} if seconds is None else {"scrolled_ms": round(1000 * seconds)}


def _time_file(server: Server, mentor: Browser, size: int, rest: str) -> Figures:
    """Of a server that has sent a small one only: what it holds more it had not held for another."""
    _fetch(mentor, server.port, _address(SIZES[0], rest))
    address = _address(size, rest)
    with _memory_of(server.worker) as held:
        tries = [_fetch(mentor, server.port, address) for _ in range(TRIES)]
    return {
        "first_ms": round(median(one["first_ms"] for one in tries), 1),
        "all_ms": round(median(one["all_ms"] for one in tries), 1),
        "bytes": tries[0]["bytes"],
        "more_mb": round((max(held) - held[0]) / 1e6, 1),
    }


def _fetch(mentor: Browser, port: int, address: str) -> Figures:
    connection = HTTPConnection(HOST, port, timeout=30)
    cookies = "; ".join(f"{name}={value}" for name, value in mentor.cookies.items())
    began = time.perf_counter()
    connection.request("GET", address, headers={"Cookie": cookies, "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    assert response.status == 200, response.status
    size = len(response.read(1))
    first = time.perf_counter() - began
    size += len(response.read())
    connection.close()
    return {"first_ms": 1000 * first, "all_ms": 1000 * (time.perf_counter() - began), "bytes": size}


@contextmanager
def _memory_of(process: psutil.Process) -> Iterator[list[int]]:
    """Look at it again and again; the first is what it held before."""
    held, over = [process.memory_info().rss], threading.Event()

    def watch() -> None:
        while not over.wait(WATCHED):
            held.append(process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield held
    finally:
        over.set()
        watcher.join()
