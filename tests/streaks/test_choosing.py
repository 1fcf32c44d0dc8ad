"""Choosing a mode and pausing, by the function and by the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from progress.learning.marks import set_state
from progress.learning.models import ModeChange, PauseChange, StreakMode
from progress.learning.streaks import choosing, streak_of
from progress.learning.streaks.choosing import Choices, choose_mode, go_on, move_end, pause
from progress.learning.streaks.stored import short_of
from tests.factories import make_topic
from tests.learning.instants import MONDAY, MONDAY_NOON, TUESDAY, TUESDAY_NOON, WEDNESDAY, noon

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEKLY, OFF = StreakMode.WEEKLY, StreakMode.OFF
PATH = "/settings/streak/"


@pytest.fixture
def active(learner):
    """Monday is."""
    set_state(learner=learner, topic=make_topic(), state="done", at=MONDAY_NOON)


def test_a_mode_holds_from_today_on(learner, active):
    choose_mode(learner=learner, mode=WEEKLY, days=1, at=TUESDAY_NOON)

    change = ModeChange.objects.get()
    assert (change.mode, change.days, change.effective) == ("weekly", 1, TUESDAY)
    assert (short_of(learner, TUESDAY_NOON).mode, short_of(learner, TUESDAY_NOON).length) == ("weekly", 1)


def test_choosing_it_again_adds_nothing(learner):
    for _ in range(2):
        choose_mode(learner=learner, mode=WEEKLY, days=4, at=MONDAY_NOON)
    choose_mode(learner=learner, mode=StreakMode.DAILY, at=MONDAY_NOON)
    choose_mode(learner=learner, mode=StreakMode.DAILY, days=6, at=MONDAY_NOON)

    assert [change.mode for change in ModeChange.objects.order_by("pk")] == ["weekly", "daily"]


def test_what_was_chosen_by_mistake_is_chosen_back_on_the_same_day(learner, active):
    choose_mode(learner=learner, mode=OFF, at=TUESDAY_NOON)
    choose_mode(learner=learner, mode=StreakMode.DAILY, at=TUESDAY_NOON)

    assert short_of(learner, TUESDAY_NOON).length == 1


def test_a_pause_is_stored_with_its_streak(learner, active):
    pause(learner=learner, first=TUESDAY, last=WEDNESDAY, at=MONDAY_NOON)

    assert short_of(learner, noon(MONDAY + 3 * DAY)).length == 1
    assert short_of(learner, noon(MONDAY + 4 * DAY)).length == 0


def test_a_day_that_counts_already_is_not_paused(learner, active):
    with pytest.raises(choosing.TooEarly) as refused:
        pause(learner=learner, first=MONDAY, last=None, at=MONDAY_NOON)

    assert refused.value.earliest == TUESDAY


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (MONDAY - DAY, None, choosing.TooEarly),
        (WEDNESDAY, TUESDAY, choosing.EndsBeforeItBegins),
    ],
)
def test_a_pause_that_cannot_be(learner, first, last, refusal):
    with pytest.raises(refusal):
        pause(learner=learner, first=first, last=last, at=MONDAY_NOON)

    assert not PauseChange.objects.exists()


def test_one_pause_at_a_time(learner):
    pause(learner=learner, first=WEDNESDAY, last=None, at=MONDAY_NOON)

    with pytest.raises(choosing.PausedAlready):
        pause(learner=learner, first=MONDAY, last=MONDAY, at=MONDAY_NOON)


def test_a_planned_pause_can_be_given_up(learner):
    pause(learner=learner, first=WEDNESDAY, last=None, at=MONDAY_NOON)
    go_on(learner=learner, at=TUESDAY_NOON)

    assert Choices.of(learner, noon(WEDNESDAY)).pause is None


def test_going_on_makes_today_count(learner, active):
    pause(learner=learner, first=TUESDAY, last=None, at=MONDAY_NOON)
    set_state(learner=learner, topic=make_topic(), state="done", at=noon(WEDNESDAY))
    assert streak_of(learner, noon(WEDNESDAY)).length == 1

    go_on(learner=learner, at=noon(WEDNESDAY))
    go_on(learner=learner, at=noon(WEDNESDAY))

    assert streak_of(learner, noon(WEDNESDAY)).length == 2
    assert PauseChange.objects.count() == 2


def test_the_end_of_a_pause_moves(learner):
    pause(learner=learner, first=MONDAY, last=TUESDAY, at=MONDAY_NOON)
    move_end(learner=learner, last=MONDAY + 9 * DAY, at=TUESDAY_NOON)
    move_end(learner=learner, last=MONDAY + 9 * DAY, at=TUESDAY_NOON)

    assert Choices.of(learner, TUESDAY_NOON).pause_ends == MONDAY + 9 * DAY
    assert PauseChange.objects.count() == 2
    with pytest.raises(choosing.TooEarly):
        move_end(learner=learner, last=MONDAY, at=TUESDAY_NOON)


def test_a_pause_is_a_year_long_at_most_and_begins_within_one(learner):
    with pytest.raises(choosing.TooFar):
        pause(learner=learner, first=MONDAY + 367 * DAY, last=None, at=MONDAY_NOON)
    with pytest.raises(choosing.TooLong):
        pause(learner=learner, first=MONDAY, last=MONDAY + 367 * DAY, at=MONDAY_NOON)
    pause(learner=learner, first=MONDAY, last=MONDAY + 366 * DAY, at=MONDAY_NOON)
    with pytest.raises(choosing.TooLong):
        move_end(learner=learner, last=TUESDAY + 367 * DAY, at=TUESDAY_NOON)

    move_end(learner=learner, last=TUESDAY + 366 * DAY, at=TUESDAY_NOON)

    assert Choices.of(learner, TUESDAY_NOON).pause_ends == TUESDAY + 366 * DAY


def test_switched_off_and_on_again_on_the_same_day_it_goes_on_and_later_anew(learner):
    for day in (MONDAY, MONDAY + DAY):
        set_state(learner=learner, topic=make_topic(), state="done", at=noon(day))
    choose_mode(learner=learner, mode=OFF, at=noon(MONDAY + DAY))
    choose_mode(learner=learner, mode=StreakMode.DAILY, at=noon(MONDAY + DAY))

    assert streak_of(learner, noon(MONDAY + DAY)).length == 2

    choose_mode(learner=learner, mode=OFF, at=noon(MONDAY + DAY))
    choose_mode(learner=learner, mode=StreakMode.DAILY, at=noon(MONDAY + 2 * DAY))
    set_state(learner=learner, topic=make_topic(), state="done", at=noon(MONDAY + 2 * DAY))

    assert streak_of(learner, noon(MONDAY + 2 * DAY)).length == 1


# The page


def said(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_shows_what_holds(browser, learner):
    choose_mode(learner=learner, mode=WEEKLY, days=5, at=timezone.now())

    page = said(browser.get(PATH))

    assert 'value="weekly" ' in page
    assert 'name="days" value="5"' in page


def test_weeks_are_chosen(browser, learner):
    response = browser.post(PATH, {"act": "mode", "mode": "weekly", "days": "4"}, follow=True)

    assert response.redirect_chain
    assert "Saved." in said(response)
    assert Choices.of(learner, timezone.now()).mode.days == 4


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"mode": "weekly", "days": ""}, "How many days a week, from 1 to 7?"),
        ({"mode": "weekly", "days": "8"}, "A whole number from 1 to 7 is needed here."),
        ({"mode": "monthly", "days": "3"}, "Choose one of these."),
    ],
)
def test_a_mode_that_cannot_be_says_so(browser, typed, words):
    assert words in said(browser.post(PATH, {"act": "mode"} | typed))
    assert not ModeChange.objects.exists()


def days_from_now(number: int) -> str:
    return (timezone.now().date() + number * DAY).isoformat()


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (-9, "", "A pause can begin on"),
        (9, 5, "The last day can&#x27;t be before the first"),
        (367, "", "A pause can begin on"),
        ("9999-12-31", "", "at the latest, a year from now. Plan it later."),
        (9, 9 + 367, "The last day can be"),
        (9, "9999-12-31", "at the latest, after a year. Leave it empty if it may be later."),
        ("tomorrow", "", "“tomorrow” is no date. Write it as 2026-12-31."),
        ("2026-02-30", "", "“2026-02-30” is no date."),
        ("", "", "This is still empty. Fill it in."),
        (9, "x" * 5000, "is no date"),
    ],
)
def test_a_pause_that_cannot_be_says_so_and_keeps_what_was_typed(browser, first, last, words):
    typed = {
        name: days_from_now(value) if isinstance(value, int) else value
        for name, value in {"first": first, "last": last}.items()
    }

    page = said(browser.post(PATH, {"act": "pause"} | typed))

    assert words in page
    assert all(f'value="{value}"' in page for value in typed.values() if value)
    assert not PauseChange.objects.exists()


def test_a_pause_from_the_page_and_back(browser, learner):
    browser.post(PATH, {"act": "pause", "first": days_from_now(2), "last": days_from_now(5)})
    planned = said(browser.get(PATH))
    browser.post(PATH, {"act": "end", "last": ""})
    open_ended = said(browser.get(PATH))
    gone = said(browser.post(PATH, {"act": "go on"}, follow=True))

    assert "A pause is planned from" in planned and "through" in planned
    assert "through" not in open_ended and "Give the pause up" in open_ended
    assert "Your days count again." in gone and 'name="first"' in gone


def test_an_end_in_the_past_says_so(browser, learner):
    browser.post(PATH, {"act": "pause", "first": days_from_now(2)})

    page = said(browser.post(PATH, {"act": "end", "last": days_from_now(-1)}))

    assert "The last day can be" in page and "at the earliest" in page


def test_an_end_far_away_says_so_and_keeps_what_was_typed(browser, learner):
    browser.post(PATH, {"act": "pause", "first": days_from_now(2)})

    page = said(browser.post(PATH, {"act": "end", "last": "9999-12-31"}))

    assert "at the latest, after a year" in page and 'value="9999-12-31"' in page
    assert Choices.of(learner, timezone.now()).pause_ends is None


def test_pausing_twice_says_so(browser):
    for _ in range(2):
        response = browser.post(PATH, {"act": "pause", "first": days_from_now(2)}, follow=True)

    assert "There is a pause already, so nothing has changed." in said(response)
    assert PauseChange.objects.count() == 1


def test_a_slip_in_a_second_pause_is_answered_too(browser):
    browser.post(PATH, {"act": "pause", "first": days_from_now(2)})

    page = browser.post(PATH, {"act": "pause", "first": days_from_now(2), "last": "soon"}, follow=True)

    assert "There is a pause already, so nothing has changed." in said(page)


@pytest.mark.parametrize("last", ["", "soon"])
def test_the_end_of_a_pause_that_another_tab_has_given_up_says_so(browser, last):
    page = browser.post(PATH, {"act": "end", "last": last}, follow=True)

    assert "There is no pause any more" in said(page)
    assert not PauseChange.objects.exists()


def test_without_a_button_nothing_changes(browser):
    assert "Nothing was pressed" in said(browser.post(PATH, {"act": "nonsense"}, follow=True))


def test_the_page_asks_the_database_little(browser, learner, django_assert_max_num_queries):
    for number in range(40):
        PauseChange.objects.create(
            learner=learner, paused=False, effective=MONDAY + number * DAY, at=MONDAY_NOON
        )

    with django_assert_max_num_queries(4):
        browser.get(PATH)
