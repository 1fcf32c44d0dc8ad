"""What is shown to those who choose."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from progress.reminders.letters.examples import example, style_hashes
from progress.reminders.letters.letter import Shape
from progress.reminders.letters.made_up import made_up
from progress.reminders.models import CHOSEN, Kind
from roadmap_site.accounts.models import User
from tests.reminders.letters.made import html_of

AT = datetime(2026, 11, 23, 17, tzinfo=UTC)


@pytest.mark.parametrize("kind", [*CHOSEN, Kind.SAMPLE])
def test_there_is_one_of_each_kind_for_anybody(kind):
    message = example(kind, None, AT)

    assert message.subject
    assert "Hello Robin," in message.body


@pytest.mark.parametrize("kind", [*CHOSEN, Kind.SAMPLE])
def test_its_links_stop_nothing(kind):
    assert "/mail/stop/" not in example(kind, None, AT).body + html_of(example(kind, None, AT))


def test_it_is_for_whoever_looks_at_it():
    """In Auckland it is the morning after."""
    person = User(name="Noor", email="noor@example.org", time_zone="Pacific/Auckland")

    message = example(Kind.AT_RISK, person, AT)

    assert "Hello Noor," in message.body
    assert "until 04:00 in Auckland" in message.body
    assert "Tue 24 □ (today)" in message.body
    assert message.to == ["noor@example.org"]


def test_a_streak_at_risk_is_told_in_the_evening_whenever_one_looks():
    assert "You have 8 hours, until 04:00 in Berlin" in example(Kind.AT_RISK, None, AT.replace(hour=7)).body


@pytest.mark.parametrize(
    "day", [AT.date() + timedelta(days=n) for n in range(7)], ids=lambda day: f"{day:%A}"
)
def test_examples_do_not_contradict_each_other(day):
    """All are of one person's days, and come on days that were chosen for them."""
    reminder, at_risk, digest = (made_up(kind, day) for kind in (Kind.REMINDER, Kind.AT_RISK, Kind.DIGEST))
    week = {one.day: one.shape for one in digest.week.days}

    assert day.weekday() in reminder.chosen.weekdays
    assert digest.today.weekday() == 0
    assert reminder.days == at_risk.days
    assert week.items() <= {one.day: one.shape for one in reminder.days}.items()
    assert len(week) == 7
    assert digest.week.active == list(week.values()).count(Shape.ACTIVE)
    assert reminder.streak.length - digest.streak.length == day.weekday()


def test_it_asks_nothing_of_the_database():
    """Without the mark of database tests it would fail."""
    assert example(Kind.DIGEST, None, AT).body


def source(style: str) -> str:
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


def test_each_style_has_its_hash_once():
    html = "<style>p { color: red }</style><p style='a: &quot;b&quot;'>x<p style=\"c\">y<b style='c'>"

    assert style_hashes(html) == [source("p { color: red }"), source('a: "b"'), source("c")]


def test_a_page_without_styles_allows_none():
    assert style_hashes("<p style>style='a'</p><!-- <style>b</style> -->") == []
