"""One run, in the copy of the project: `python -m bench.run SECONDS TOPICS LEARNERS COHORTS REPORT`."""

import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.catalogue import write_catalogue
from bench.cohorts import cohort_rows
from bench.loads import time_loads
from bench.mails import mail_rows
from bench.memory import idle_memory
from bench.report import table, write_report
from bench.rounds import count_statements, time_rows
from bench.rows import ROADMAP, Row, large_rows, search_rows, shipped_rows
from bench.servers import (
    LARGE,
    LARGE_CONTENT,
    SEARCHED,
    SEARCHED_CONTENT,
    SMALL,
    analyze,
    any_topic,
    create_database,
    embedded_database,
    manage,
    python,
    serve,
)
from bench.weight import page_weight

SEARCHED_OVER_LARGE = 2.5  # 12,500 topics beside 5,000

EXPLANATION = """\
ratio: requests a second over the floor's just before, the median of all such pairs
bytes: of an answer on the wire, compressed, with its headers; queries: statements of a request
cpu_ms: of the web server's worker alone
mail: a worker's two senders over a loop of smtplib's send_message, to the same relay; beside it one sender,
and one over a loop that passes on bytes
cohort: pages of as many learners as the name says, on a roadmap of 150 topics; queries for 10, 1,000 and
5,000 of them; more_mb is what the web server holds more while it sends a file; scrolled_ms is when Chromium
has painted what was scrolled, from the moment it asked for the page"""


def main(seconds: float, topics: int, learners: int, cohorts: int, report: Path) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(1))
    say("Starting everything, for its memory when idle")
    memory = idle_memory()
    with embedded_database():
        loads = load_large_catalogue(topics)
        load_searched_catalogue(round(SEARCHED_OVER_LARGE * topics))
        for database in (SMALL, LARGE, SEARCHED):
            python("-m", "bench.people", database=database)
        pages = measure_pages(seconds)
        say("Making cohorts, and looking at them")
        of_cohorts = cohort_rows(cohorts)
        say(f"Planning, claiming and sending mail among {learners} learners")
        mails = mail_rows(learners)
    rows = {**pages, **loads, **of_cohorts, **mails, "idle_memory": memory}
    write_report(rows, report)
    say(f"\n{table(rows)}\n\n{EXPLANATION}\nWritten to {report}")


def load_large_catalogue(topics: int) -> dict[str, dict[str, Any]]:
    say(f"Loading {topics} topics")
    write_catalogue(LARGE_CONTENT, topics=topics)
    create_database(LARGE)
    return time_loads(topics)


def load_searched_catalogue(topics: int) -> None:
    say(f"Loading {topics} topics to search among")
    write_catalogue(SEARCHED_CONTENT, topics=topics)
    create_database(SEARCHED)
    manage("load_content", str(SEARCHED_CONTENT), database=SEARCHED)


def measure_pages(seconds: float) -> dict[str, dict[str, Any]]:
    say("Timing pages and ticks")
    with ExitStack() as stack:
        rows = enter_rows(stack)
        for database in (SMALL, LARGE, SEARCHED):
            analyze(database)
        weight = page_weight(rows[1].browser, ROADMAP)
        timings = time_rows(rows, seconds)
    with ExitStack() as stack:
        statements = count_statements(enter_rows(stack, BENCH_COUNT="1"))
    figures = {name: timing.figures(statements[name]) for name, timing in timings.items()}
    return {**figures, "roadmap_page_weight": weight}


def enter_rows(stack: ExitStack, **environment: str) -> list[Row]:
    databases = (SMALL, LARGE, SEARCHED)
    shipped, large, searched = (stack.enter_context(serve(name, **environment)) for name in databases)
    return [*shipped_rows(shipped, any_topic(SMALL)), *large_rows(large), *search_rows(searched)]


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    seconds, *numbers, report = sys.argv[1:]
    topics, learners, cohorts = map(int, numbers)
    main(float(seconds), topics, learners, cohorts, Path(report))
