"""What is asked for, and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, cycle, repeat

from bench.browser import Browser
from bench.catalogue import PAGE_SLUG
from bench.people import DAILY, FLOOR, HANDLE, READER, TICKER, mark, sign_in
from bench.servers import Server

ROADMAP = "/roadmaps/backend-engineer/"
PHASE = f"{ROADMAP}databases/"
TOPIC = f"{ROADMAP}topics/redis/"
BADGE = f"/@{HANDLE}/backend-engineer.svg"
TODAY = "/today/"
LARGE_ROADMAP = f"/roadmaps/{PAGE_SLUG}/"

ASKED = [
    *("index", "queue+worker", "cache+policy+17", "partitions", "protocols+for+streams", "schema+version"),
    *("replicka", "pipelnie", "nothing+of+the+kind", "a", "tra", "session+sto"),
]
TYPED = [
    "i",
    "in",
    "ind",
    "inde",
    "index",
    "index+",
    "index+b",
    "index+bu",
    "index+buf",
    "idnex",
    "zq",
    "zqx",
]

READ, WRITE = "floor_get", "floor_post"


@dataclass(frozen=True)
class Row:
    name: str
    of: str  # the floor it is compared with
    server: Server
    browser: Browser
    requests: Iterator[bytes] = field(repr=False)  # without end


def shipped_rows(server: Server, topic: int) -> list[Row]:
    """With the content that is shipped; `topic` is the primary key of any."""
    connection = server.connect()
    reader, ticker, floor = (sign_in(email, connection) for email in (READER, TICKER, FLOOR))
    mark(reader, ROADMAP)
    free = mark(ticker, ROADMAP)
    floor.token, address = ticker.token, f"/floor/{topic}/"
    floor.get(ROADMAP)
    panel = {
        **_htmx(reader, ROADMAP),
        "HX-Boosted": "true",
        "HX-Target": "panel",
    }
    upserts = [_upsert(floor, address, state) for state in ("done", "todo")]
    return [
        Row(READ, READ, server, floor, repeat(floor.request(address))),
        Row("roadmap_page", READ, server, reader, repeat(reader.request(ROADMAP))),
        Row("index_page", READ, server, reader, repeat(reader.request("/"))),
        Row(WRITE, WRITE, server, floor, cycle(upserts)),
        Row("tick", WRITE, server, ticker, cycle(_ticks(ticker, ROADMAP, free))),
        Row("phase_page", READ, server, reader, repeat(reader.request(PHASE))),
        Row("topic_page", READ, server, reader, repeat(reader.request(TOPIC))),
        Row("topic_panel", READ, server, reader, repeat(reader.request(TOPIC, panel))),
        Row("badge", READ, server, reader, repeat(reader.request(BADGE))),
    ]


def large_rows(server: Server) -> list[Row]:
    """The same pages and marks among thousands of topics."""
    connection = server.connect()
    reader, ticker, daily = (sign_in(email, connection) for email in (READER, TICKER, DAILY))
    free = mark(reader, LARGE_ROADMAP)
    mark(ticker, LARGE_ROADMAP)
    return [
        Row("large_roadmap_page", READ, server, reader, repeat(reader.request(LARGE_ROADMAP))),
        Row("large_index_page", READ, server, reader, repeat(reader.request("/"))),
        Row("large_tick", WRITE, server, ticker, cycle(_ticks(ticker, LARGE_ROADMAP, free))),
        Row("today", READ, server, daily, repeat(daily.request(TODAY))),
    ]


def search_rows(server: Server) -> list[Row]:
    """Search as people do: whole words and beginnings, slips of the finger, and what there is none of."""
    browser = sign_in(READER, server.connect())
    asked = [browser.request(f"/search/?q={words}") for words in ASKED]
    typed = [browser.request(f"/search/palette/?q={words}", _htmx(browser, "/")) for words in TYPED]
    return [
        Row("search", READ, server, browser, cycle(asked)),
        Row("search_palette", READ, server, browser, cycle(typed)),
    ]


def _ticks(browser: Browser, address: str, topics: list[str]) -> list[bytes]:
    """Done over all of `topics`, then to do again: each changes something."""
    headers = {**_htmx(browser, address), "HX-Trigger": "path", "HX-Target": "path"}
    pressed = chain((f"{topic}:done" for topic in topics), (f"{topic}:todo" for topic in topics))
    return [browser.request(address, headers, form={"mark": value}) for value in pressed]


def _upsert(browser: Browser, address: str, state: str) -> bytes:
    headers = {**_htmx(browser, address), "HX-Trigger": "path", "HX-Target": "path"}
    return browser.request(f"{address}mark/", headers, form={"state": state})


def _htmx(browser: Browser, page: str) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Current-URL": f"{browser.site}{page}", "Accept": "*/*"}
