from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from roadmap_site.accounts import zones
from tests.accounts.moments import NOON
from tests.pages.markup import read

HOUR = timedelta(hours=1)


@pytest.fixture
def signed_in(client, learner):
    zones.move(user=learner, zone="Asia/Tokyo", at=NOON)
    client.force_login(learner)
    return client


def test_name_and_zone_are_changed_without_javascript(signed_in, learner):
    response = signed_in.post("/settings/", {"name": "Robin", "time_zone": "lima"})

    learner.refresh_from_db()
    assert response.url == "/settings/"
    assert (learner.name, learner.time_zone) == ("Robin", "America/Lima")
    assert [change.zone for change in learner.zone_changes.order_by("pk")] == ["Asia/Tokyo", "America/Lima"]


def test_saving_the_same_zone_adds_nothing_to_the_history(signed_in, learner):
    signed_in.post("/settings/", {"name": "Robin", "time_zone": "Asia/Tokyo"})

    assert learner.zone_changes.count() == 1


def test_a_slip_is_answered_with_a_question_and_changes_nothing(signed_in, learner):
    page = signed_in.post("/settings/", {"name": "Robin", "time_zone": "Oslp"})

    learner.refresh_from_db()
    assert "No time zone is called “Oslp”. Did you mean Europe/Oslo?" in page.text
    assert 'aria-describedby="id_time_zone_error"' in page.text
    assert (learner.name, learner.time_zone) == ("", "Asia/Tokyo")
    assert "Robin: settings" not in page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("UTC+3", "Try the nearest big city. Etc/GMT-3 is that all year"),
        ("UTC+5:30", "clocks of places change with the seasons. Try the nearest big city."),
        ("localtime", "No time zone is called “localtime”. Try the nearest big city."),
        ("100%s+%(x)d", "No time zone is called"),
    ],
)
def test_hours_from_utc_lead_to_a_city(signed_in, typed, words):
    page = signed_in.post("/settings/", {"name": "Robin", "time_zone": typed})

    assert words in read(page).one("main").text
    assert "Did you mean" not in page.text


def test_the_page_offers_places_and_shows_the_time_there(signed_in, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 1, 5, 12, tzinfo=UTC))

    page = signed_in.get("/settings/").text

    assert '<option value="Europe/Oslo">' in page
    assert "Etc/GMT" not in page
    assert "<strong data-time>21:00</strong> there, <span data-day>Monday 5 January</span>" in page


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("Atlantis", None),  # which has no time
        ("", None),
        ("lima", "07:00"),  # what is typed, though not saved yet
    ],
)
def test_the_clock_is_that_of_the_zone_in_the_form_or_hidden(signed_in, monkeypatch, typed, clock):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 1, 5, 12, tzinfo=UTC))

    page = signed_in.post("/settings/", {"name": "x" * 151, "time_zone": typed})

    shown = read(page).one(class_="clock")
    assert ("hidden" in shown.attributes) is (clock is None)
    assert clock is None or shown.one("strong").text == clock


def test_after_too_many_moves_the_page_tells_whose_days_stay_and_until_when(signed_in, learner, monkeypatch):
    zones.move(user=learner, zone="Europe/Oslo", at=NOON + HOUR)
    zones.move(user=learner, zone="Asia/Tokyo", at=NOON + 2 * HOUR)
    monkeypatch.setattr(timezone, "now", lambda: NOON + 3 * HOUR)
    assert "more than twice" not in signed_in.get("/settings/").text

    page = read(signed_in.post("/settings/", {"name": "Robin", "time_zone": "America/Lima"}, follow=True))

    words = "so your days stay those of Tokyo until Monday 12 January, 08:00."  # in Lima
    assert page.one("main").text.count(words) == 1
    assert page.text.count(words) == 2  # the message too
    assert "04:00" not in page.one(class_="clock").text


def test_who_saves_a_zone_reads_that_a_slip_is_no_move_and_it_is_none(signed_in, learner):
    for zone in ["Europe/Berlin", "UTC", "Europe/Berlin", "Asia/Tokyo"]:
        page = signed_in.post("/settings/", {"name": "Robin", "time_zone": zone}, follow=True)

        assert "correct within the hour" in page.text
        assert "more than twice" not in page.text


def test_the_help_beside_the_name_promises_no_mentor(signed_in):
    page = read(signed_in.get("/settings/"))

    assert "on your certificates" in page.one(id="id_name_helptext").text
    assert "mentor" not in page.one("main").text


def test_a_name_on_two_lines_becomes_one(signed_in, learner):
    signed_in.post("/settings/", {"name": "Robin\r\nBcc: all@cairn.example", "time_zone": "UTC"})

    learner.refresh_from_db()
    assert learner.name == "Robin Bcc: all@cairn.example"


@pytest.mark.parametrize(
    "name",
    ["\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\u0995\u09cd\u200d\u09b7"],
    ids=["Persian", "Bengali"],
)
def test_joiners_that_a_script_needs_stay_in_a_name(signed_in, learner, name):
    signed_in.post("/settings/", {"name": f"{name}\u200d", "time_zone": "UTC"})

    learner.refresh_from_db()
    assert learner.name == name


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\x07", "\ufeff"])
def test_what_nobody_sees_is_refused_in_a_name(signed_in, learner, hidden):
    page = signed_in.post("/settings/", {"name": f"Ro{hidden}bin", "time_zone": "UTC"})

    learner.refresh_from_db()
    assert "There are characters in it that nobody sees." in page.text
    assert learner.name == ""


def test_visitors_are_asked_to_sign_in_and_come_back(client, db):
    assert client.get("/settings/").url == "/accounts/login/?next=/settings/"


def test_the_page_asks_little_of_the_database(signed_in, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):  # session, user, the providers, and the run of active days
        signed_in.get("/settings/")
