"""What an editor says of a topic that has changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from curriculum.catalog import Review
from curriculum.content.reading import read_catalog
from roadmap_site.local.watching import load_draft
from tests.curriculum.reading.example import AT, FILES, read, write
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


@pytest.mark.parametrize("days, wrong", [(-1, False), (0, False), (1, True)])
def test_a_day_to_come_is_a_mistake(tmp_path, days, wrong):
    content = write(tmp_path, with_review("{since: 2026-11-20, why: HTTP/3 has come.}"))

    errors = read_catalog(content, at=AT - timedelta(days=days)).errors

    assert [error.message for error in errors] == ["`since` is 2026-11-20, a day to come"] * wrong
    assert all("2026-11-19 or before" in error.suggestion for error in errors)


@pytest.mark.parametrize("days, wrong", [(0, False), (3, True)])
@pytest.mark.parametrize("command", ["lint_content", "plan_content", "load_content"])
def test_each_command_knows_what_day_it_is(db, tmp_path, capsys, command, days, wrong):
    since = datetime.now(UTC).date() + timedelta(days=days)
    content = write(tmp_path, with_review(f"{{since: {since}, why: HTTP/3 has come.}}"))

    told = ""
    try:
        call_command(command, content)
    except CommandError as refused:
        told = str(refused)
    except SystemExit:
        told = capsys.readouterr().out

    assert ("a day to come" in told) == wrong


@pytest.mark.parametrize("days, wrong", [(0, False), (3, True)])
def test_the_watcher_too(db, tmp_path, days, wrong):
    since = datetime.now(UTC).date() + timedelta(days=days)
    content = write(tmp_path, with_review(f"{{since: {since}, why: HTTP/3 has come.}}"))

    assert any("a day to come" in words for words in load_draft(content)) == wrong
