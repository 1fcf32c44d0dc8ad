"""The day's page, and what is pressed on it, plainly and by htmx."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.learning import marks, routine, submissions
from progress.learning.days import day_of
from progress.learning.models import Submission
from progress.learning.plans.enrolment import leave, pause, start
from progress.learning.today.board import board_of
from progress.learning.today.routine_table import SHOWN
from roadmap_site.accounts import zones
from tests.factories import (
    make_habit,
    make_learner,
    make_milestone,
    make_phase,
    make_release,
    make_roadmap,
    make_topic,
    make_topics,
)
from tests.pages.markup import read

pytestmark = pytest.mark.django_db

TODAY = "/today/"
BY_HTMX = {"HX-Request": "true"}
DAY = timedelta(days=1)


@pytest.fixture
def topic(learner):
    """In learning since yesterday."""
    topic = make_topic()
    marks.set_state(learner=learner, topic=topic, state="learning", at=timezone.now() - DAY)
    return topic


@pytest.fixture
def habit(learner, topic):
    return make_habit(roadmap=topic.roadmap, title="Draw a map")


def test_a_flight_west_leads_to_the_day_before_on_all_of_the_page(learner):
    """The streak alone keeps the furthest day that something was done on."""
    at = datetime(2026, 3, 4, 2, tzinfo=UTC)  # Wednesday in Auckland, Tuesday in Honolulu
    zones.move(user=learner, zone="Pacific/Auckland", at=at - DAY)
    marks.set_state(learner=learner, topic=make_topic(), state="done", at=at)
    zones.move(user=learner, zone="Pacific/Honolulu", at=at + timedelta(hours=1))

    board = board_of(learner, at + timedelta(hours=2))

    assert board.facts.today == board.past.streak.today - DAY
    assert board.heading == "Tuesday 3 March"
    assert '<text x="92.31%" y="50" class="now">today</text>' in board.past.fortnight


def test_what_was_done_in_a_later_day_before_flying_west_is_todays(learner):
    at = datetime(2026, 3, 4, 2, tzinfo=UTC)  # Wednesday in Auckland, Tuesday in Honolulu
    zones.move(user=learner, zone="Pacific/Auckland", at=at - DAY)
    topic = make_topic()
    marks.set_state(learner=learner, topic=topic, state="learning", at=at)
    submissions.submit(learner=learner, milestone=make_milestone(phase=topic.phase), link="", text="x", at=at)
    zones.move(user=learner, zone="Pacific/Honolulu", at=at + timedelta(hours=1))

    sections = board_of(learner, at + timedelta(hours=2)).sections()

    assert "learning since today" in sections["next"]
    assert "handed in today" in sections["waiting"]


def key(topic) -> str:
    return f"{topic.roadmap.slug}/{topic.slug}"


def pressed(learner, habit, *, on=True, day=None) -> str:
    return f"{habit.pk}:{day or day_of(learner, timezone.now())}:{'on' if on else 'off'}"


def page_of(browser, path=TODAY):
    response = browser.get(path)
    assert response.status_code == 200
    return read(response)


def press(browser, /, headers=None, **buttons):
    return browser.post(TODAY, buttons, headers=headers or {})


def words(page) -> str:
    return page.one("div", id="undo").text


def hand_in(learner, milestone, **overrides):
    fields = {"number": 1, "text": "There.", "at": timezone.now(), "day": day_of(learner, timezone.now())}
    return Submission.objects.create(learner=learner, milestone=milestone, **fields | overrides)


# What is there


def test_a_visitor_is_told_what_would_be_there(client):
    page = page_of(client)

    assert page.all("a", href="/accounts/signup/?next=/today/")
    assert not page.all("form")


def test_who_follows_nothing_is_led_to_the_lines(browser):
    make_topic()

    page = page_of(browser)

    assert page.one("section", id="next").one("a", class_="button")["href"] == "/"
    assert "A streak begins with one thing" in page.one("section", id="streak-panel").text


def test_who_has_settled_everything_is_told_so(browser, learner):
    marks.set_state(learner=learner, topic=make_topic(), state="done", at=timezone.now())

    assert "Everything on your lines is settled" in page_of(browser).one("section", id="next").text


def test_each_topic_says_why_it_is_there(browser, topic):
    make_topic(phase=topic.phase)

    first, second = page_of(browser).one("section", id="next").all("li")

    assert "learning since" in first.text
    assert "next on the line" in second.text


def test_what_was_begun_today_has_nothing_more_to_say(browser, learner):
    topic = make_topic()
    marks.set_state(learner=learner, topic=topic, state="learning", at=timezone.now())

    assert not page_of(browser).all("button", name="worked")


@pytest.mark.parametrize("away", [pause, leave])
def test_a_line_that_rests_is_not_there(browser, learner, topic, habit, away):
    away(learner=learner, roadmap=topic.roadmap, at=timezone.now())

    page = page_of(browser)

    assert page.one("section", id="next").all("a", href="/")
    assert not page.all("table", class_="habits")


def test_a_draft_is_not_there(browser, learner):
    topic = make_topic(roadmap=make_roadmap(status="draft"))
    start(learner=learner, roadmap=topic.roadmap, at=timezone.now())

    assert not page_of(browser).all("li", class_="stop")


def test_the_week_of_a_habit_shows_the_days_it_was_kept(browser, learner, habit):
    for ago in (0, 2, 9):
        routine.tick(learner=learner, habit=habit, at=timezone.now() - ago * DAY)

    row = page_of(browser).one("tr", id=f"habit-{habit.pk}")

    kept = [cell.all(aria_label="kept") != [] for cell in row.all("td")[:-1]]
    assert kept == [False, False, False, False, True, False]
    assert row.one("button").one("svg")["data-state"] == "done"


def test_habits_of_several_lines_stand_under_their_lines(browser, learner, habit):
    other = make_topic()
    start(learner=learner, roadmap=other.roadmap, at=timezone.now())
    make_habit(roadmap=other.roadmap)

    table = page_of(browser).one("table", class_="habits")

    for head, roadmap in zip(table.all("th", scope="rowgroup"), [habit.roadmap, other.roadmap], strict=True):
        assert head.text.endswith(roadmap.title)


def test_a_long_routine_has_a_page_that_shows_all_of_it(browser, habit):
    for _ in range(SHOWN):
        make_habit(roadmap=habit.roadmap)

    short, whole = page_of(browser), page_of(browser, "/today/?routine=all")

    assert len(short.all("button", name="habit")) == SHOWN
    assert short.one("section", id="routine").one("a")["href"] == "/today/?routine=all#routine"
    assert len(whole.all("button", name="habit")) == SHOWN + 1


def test_what_nobody_has_confirmed_waits(browser, learner):
    milestone = make_milestone(title="Three slow queries")
    hand_in(learner, milestone)

    waiting = page_of(browser).one("section", id="waiting")

    assert "Three slow queries" in waiting.text
    assert waiting.one("a")["href"] == f"/roadmaps/{milestone.roadmap.slug}/milestones/{milestone.key}/"


def test_who_has_no_mentor_does_not_read_that_one_is_awaited(browser, learner):
    hand_in(learner, make_milestone())

    waiting = page_of(browser).one("section", id="waiting")

    assert waiting.one("h2").text == "Milestones"
    assert waiting.one("small").text.strip() == "handed in today"


def test_the_milestone_of_a_complete_phase_is_ready_to_hand_in(browser, learner, topic):
    done = make_phase(roadmap=topic.roadmap)
    marks.set_state(learner=learner, topic=make_topic(phase=done), state="done", at=timezone.now())
    milestone = make_milestone(phase=done)
    make_milestone(phase=topic.phase)  # which is not complete
    make_milestone(phase=done, retired_in=make_release())

    ready = page_of(browser).one("section", id="waiting").one("li")
    hand_in(learner, milestone)
    handed_in = page_of(browser).one("section", id="waiting").one("li")

    assert "ready to hand in" in ready.text
    assert ready.one("a")["href"] == f"/roadmaps/{topic.roadmap.slug}/milestones/{milestone.key}/"
    assert "handed in" in handed_in.text and "ready" not in handed_in.text


def test_a_line_that_was_left_asks_for_no_milestone(browser, learner):
    topic = make_topic()
    make_milestone(phase=topic.phase)
    marks.set_state(learner=learner, topic=topic, state="done", at=timezone.now())
    leave(learner=learner, roadmap=topic.roadmap, at=timezone.now())

    assert page_of(browser).one("section", id="waiting").text == ""


def test_what_can_be_handed_in_stands_before_what_was(browser, learner, topic):
    done = make_phase(roadmap=topic.roadmap)
    marks.set_state(learner=learner, topic=make_topic(phase=done), state="done", at=timezone.now())
    make_milestone(phase=done, title="Ready")
    hand_in(learner, make_milestone(title="Sent"))

    rows = page_of(browser).one("section", id="waiting").all("li")

    assert [row.one("a").text for row in rows] == ["Ready", "Sent"]


@pytest.mark.parametrize("how", ["withdrawn_at", "confirmed_at"])
def test_what_is_withdrawn_or_confirmed_waits_no_more(browser, learner, how):
    hand_in(learner, make_milestone(), **{how: timezone.now()})

    assert page_of(browser).one("section", id="waiting").text == ""


def test_of_evidence_handed_in_again_the_newest_waits(browser, learner):
    milestone = make_milestone()
    hand_in(learner, milestone, number=1)
    hand_in(learner, milestone, number=2)

    assert len(page_of(browser).one("section", id="waiting").all("li")) == 1


def test_nobody_sees_the_day_of_another(browser):
    other = make_learner()
    topic = make_topic(title="Their topic")
    marks.set_state(learner=other, topic=topic, state="learning", at=timezone.now())
    routine.tick(
        learner=other, habit=make_habit(roadmap=topic.roadmap, title="Their habit"), at=timezone.now()
    )
    hand_in(other, make_milestone(title="Their milestone"))

    assert "Their" not in page_of(browser).text


def test_the_day_is_the_learners_own(client):
    far = make_learner(time_zone="Pacific/Kiritimati")
    client.force_login(far)

    today = day_of(far, timezone.now())
    assert page_of(client).one("h1").text == f"{today:%A} {today.day} {today:%B}"


def test_titles_are_no_markup(browser, learner):
    roadmap = make_roadmap(title="<b>Line</b>")
    topic = make_topic(phase=make_phase(roadmap=roadmap, title="<b>Phase</b>"), title="<b>Topic</b>")
    make_habit(roadmap=roadmap, title='<b class="x">Habit</b>')
    start(learner=learner, roadmap=topic.roadmap, at=timezone.now())
    hand_in(learner, make_milestone(title="<b>Milestone</b>"))

    assert not page_of(browser).all("b")


# What is pressed, plainly


def test_a_topic_is_ticked(browser, learner, topic):
    response = press(browser, mark=f"{key(topic)}:done")

    assert response.url == TODAY
    assert learner.marks.get().state == "done"
    assert words(page_of(browser)).startswith(f"{topic.title}: done. Undo")


def test_a_tick_is_undone(browser, learner, topic):
    before = learner.marks.values().get()
    press(browser, mark=f"{key(topic)}:done")

    press(browser, undo=page_of(browser).one("button", id="undo-button")["value"])

    assert learner.marks.values().get() == before
    assert words(page_of(browser)) == "Undone."


def test_a_habit_is_kept_and_taken_back(browser, learner, habit):
    press(browser, habit=pressed(learner, habit))
    assert learner.habit_ticks.count() == 1
    assert "kept today" in words(page_of(browser))

    press(browser, habit=pressed(learner, habit, on=False))
    assert learner.habit_ticks.count() == 0


@pytest.mark.parametrize("on", [True, False])
def test_a_press_on_a_habit_is_undone(browser, learner, habit, on):
    if not on:
        routine.tick(learner=learner, habit=habit, at=timezone.now())
    press(browser, habit=pressed(learner, habit, on=on))

    press(browser, undo=page_of(browser).one("button", id="undo-button")["value"])

    assert learner.habit_ticks.exists() is not on


def test_a_habit_kept_twice_offers_no_undo_the_second_time(browser, learner, habit):
    for _ in range(2):
        press(browser, habit=pressed(learner, habit))

    assert "kept today" in (page := page_of(browser)).one("div", id="undo").text
    assert not page.all("button", id="undo-button")


def test_what_was_worked_on_counts_and_says_so(browser, learner, topic):
    press(browser, worked=key(topic))

    page = page_of(browser)

    assert words(page).startswith(f"{topic.title}: worked on today.")
    assert "Worked on today" in page.one("section", id="next").text
    assert "Today counts" in page.one("section", id="streak-panel").text


def test_working_on_it_is_undone(browser, learner, topic):
    press(browser, worked=key(topic))

    press(browser, undo=page_of(browser).one("button", id="undo-button")["value"])

    assert learner.active_days.count() == 1
    assert page_of(browser).all("button", name="worked")


def test_the_whole_routine_comes_back_to_itself(browser, learner, habit):
    response = press(browser, habit=pressed(learner, habit), routine="all")

    assert response.url == "/today/?routine=all#routine"


# What can't be


def test_a_page_of_yesterday_ticks_nothing(browser, learner, habit):
    yesterday = day_of(learner, timezone.now()) - DAY

    press(browser, habit=pressed(learner, habit, day=yesterday))

    assert learner.habit_ticks.count() == 0
    assert "A new day has begun" in words(page_of(browser))


def test_a_page_of_yesterday_is_shown_anew(browser, learner, habit):
    yesterday = day_of(learner, timezone.now()) - DAY

    response = press(browser, headers=BY_HTMX, habit=pressed(learner, habit, day=yesterday))

    assert response["HX-Refresh"] == "true"
    assert "A new day has begun" in words(page_of(browser))


def test_a_habit_that_is_asked_for_no_more_says_so(browser, learner, habit):
    habit.retired_in = make_release()
    habit.save()

    press(browser, habit=pressed(learner, habit))

    assert "no longer part of the routine" in words(page_of(browser))


def test_what_is_no_longer_in_learning_is_not_worked_on(browser, learner, topic):
    marks.set_state(learner=learner, topic=topic, state="done", at=timezone.now())

    press(browser, worked=key(topic))

    assert "not in learning any more" in words(page_of(browser))


def test_what_has_changed_since_is_not_undone(browser, learner, topic):
    press(browser, mark=f"{key(topic)}:done")
    change = page_of(browser).one("button", id="undo-button")["value"]
    marks.set_state(learner=learner, topic=topic, state="skipped", at=timezone.now())

    press(browser, undo=change)

    assert learner.marks.get().state == "skipped"
    assert "can't be undone any more" in words(page_of(browser))


def test_nobody_undoes_what_another_did(browser, topic):
    other = make_learner()
    change = marks.set_state(learner=other, topic=topic, state="done", at=timezone.now())

    press(browser, undo=change.id)

    assert other.marks.get().state == "done"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"mark": ""},
        {"mark": "nowhere/nothing:done"},
        {"mark": "{topic}:finished"},
        {"mark": "{topic}"},
        {"worked": "nowhere/nothing"},
        {"worked": "/"},
        {"habit": ""},
        {"habit": "0:2026-01-01:on"},
        {"habit": "-1:2026-01-01:on"},
        {"habit": f"{'9' * 30}:2026-01-01:on"},
        {"habit": "{habit}:2026-02-30:on"},
        {"habit": "{habit}:today:on"},
        {"habit": "{habit}:2026-01-01:maybe"},
        {"undo": "habit:"},
        {"mark": "\x00/\x00:done"},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(browser, learner, topic, habit, sent):
    filled = {name: value.format(topic=key(topic), habit=habit.pk) for name, value in sent.items()}

    response = press(browser, **filled)

    assert response.status_code in (400, 404)
    assert learner.activities.count() == 1


@pytest.mark.parametrize(
    "change", ["", "0", "9" * 40, "nothing", "habit", "00000000-0000-0000-0000-000000000000"]
)
def test_an_unknown_change_is_not_undone(browser, learner, topic, change):
    press(browser, undo=change)

    assert learner.activities.count() == 1


def test_a_draft_is_marked_by_nobody(browser, learner):
    topic = make_topic(roadmap=make_roadmap(status="draft"))

    assert press(browser, mark=f"{key(topic)}:done").status_code == 404


def test_what_was_pressed_on_anothers_page_changes_nothing(browser, learner, topic):
    response = press(browser, mark=f"{key(topic)}:done", whose="somebody")

    assert response.status_code == 409
    assert learner.marks.get().state == "learning"


def test_a_visitor_presses_nothing(client, topic):
    assert press(client, mark=f"{key(topic)}:done").status_code == 409


# By htmx


def test_htmx_gets_every_panel_that_may_have_changed(browser, learner, topic, habit):
    fragment = read(press(browser, headers=BY_HTMX, habit=pressed(learner, habit)))

    pieces = {piece["id"] for piece in fragment if piece.get("hx-swap-oob")}
    assert pieces >= {"streak-panel", "routine", "next", "waiting", "year", "undo", "streak"}
    assert fragment.one("tr", id=f"habit-{habit.pk}").one("button").one("svg")["data-state"] == "done"


def test_a_row_stays_where_it_is_when_it_is_ticked(browser, topic):
    others = make_topics(4, topic.phase)
    stood = [key(topic), key(others[0]), key(others[1])]

    fragment = read(browser.post(TODAY, {"mark": f"{stood[1]}:done", "stood": stood}, headers=BY_HTMX))

    rows = fragment.one("section", id="next").all("li")
    assert [row["id"].removeprefix("stop-") for row in rows] == [*stood, key(others[2])]
    assert [row["data-state"] for row in rows] == ["learning", "done", "todo", "todo"]


def test_rows_that_never_stood_there_are_left_out(browser, topic):
    stood = ["nowhere/nothing", key(make_topic()), "", "x" * 5_000]

    fragment = read(browser.post(TODAY, {"mark": f"{key(topic)}:done", "stood": stood}, headers=BY_HTMX))

    assert fragment.one("section", id="next").all("li") == []


def test_each_page_has_one_id_for_one_thing(browser, learner, topic, habit):
    routine.tick(learner=learner, habit=habit, at=timezone.now())
    hand_in(learner, make_milestone())

    ids = [element["id"] for element in page_of(browser) if element.get("id")]

    assert len(ids) == len(set(ids))


def test_the_page_has_an_address_of_its_own():
    assert reverse("today") == TODAY


def test_a_past_long_ago_shows_no_year(browser, learner):
    marks.set_state(
        learner=learner, topic=make_topic(), state="done", at=datetime(2020, 1, 1, 12, tzinfo=UTC)
    )

    assert not page_of(browser).all("details")
