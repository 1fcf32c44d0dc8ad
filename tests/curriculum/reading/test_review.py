"""What an editor says of a topic that has changed."""

from datetime import date

import pytest

from curriculum.catalog import Review
from tests.curriculum.reading.example import FILES, read
from tests.curriculum.reading.test_rules import BASICS as PATH


def with_review(text: str):
    return FILES | {PATH: FILES[PATH].replace("title: HTTP", f"title: HTTP\n    review: {text}", 1)}


def test_it_is_read(tmp_path):
    reading = read(tmp_path, with_review("{since: 2026-11-20, why: HTTP/3 has come.}"))

    assert reading.errors == ()
    topics = [item for road in reading.catalog.roadmaps for phase in road.phases for item in phase.items]
    assert Review(date(2026, 11, 20), "HTTP/3 has come.") in [
        getattr(item, "review", None) for item in topics
    ]


@pytest.mark.parametrize(
    "text, words",
    [
        ("{since: 2026-11-20}", "`why` is missing"),
        ("{why: HTTP/3 has come.}", "`since` is missing"),
        ("{since: 2026-11-31, why: HTTP/3.}", "isn't a date of the calendar"),
        ("true", "must be"),
        ("{since: 2026-11-20, why: HTTP/3., who: me}", "`who`"),
    ],
)
def test_a_mistake_in_it_is_told(tmp_path, text, words):
    errors = read(tmp_path, with_review(text)).errors

    assert any(words in error.message for error in errors), errors
