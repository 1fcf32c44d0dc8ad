"""The page of a plan: setting a target, seeing how it goes, and what cannot be, said with all kept."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from progress.learning.days import day_of
from progress.learning.marks import set_state
from progress.learning.models import Mark, Plan
from progress.learning.plans.enrolment import followed, leave, pause, stay_of
from progress.learning.plans.former import take_back, word_of
from progress.learning.plans.targets import Chosen, drop_target, set_target
from tests.factories import make_learner, make_milestone, make_phase, make_roadmap, make_topics
from tests.pages.markup import read

NOW = timezone.now
BY = {"kind": "by", "by": "2031-12-24"}
HOURS = {"kind": "hours", "hours_a_week": "6", "hours_a_topic": "4"}


@pytest.fixture
def roadmap(db):
    roadmap = make_roadmap(title="Backend engineer")
    make_topics(60, make_phase(roadmap=roadmap, title="Databases"))
    return roadmap


@pytest.fixture
def path(roadmap):
    return f"/roadmaps/{roadmap.slug}/plan/"


def hours_roadmap():
    roadmap = make_roadmap()
    make_topics(10, make_phase(roadmap=roadmap, effort_unit="hours", effort_from=40))
    return roadmap


def test_there_is_no_plan_until_somebody_makes_one(browser, path):
    page = browser.get(path)

    assert page.status_code == 200
    assert "Set a goal" in page.text
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    "typed, stored",
    [
        (BY, Chosen(by=date(2031, 12, 24))),
        (HOURS, Chosen(6, 4)),
        (HOURS | {"hours_a_week": "2.5"}, Chosen(2.5, 4)),
        (HOURS | {"hours_a_week": "2,5", "hours_a_topic": " 1.5 "}, Chosen(2.5, 1.5)),
        (BY | {"hours_a_week": "lots"}, Chosen(by=date(2031, 12, 24))),
        (HOURS | {"by": "some day"}, Chosen(6, 4)),  # what belongs to the other kind doesn't matter
    ],
)
def test_a_target_is_a_day_or_hours_a_week(browser, learner, roadmap, path, typed, stored):
    page = browser.post(path, typed, follow=True)

    assert "Your plan is set" in page.text
    assert Chosen.of(learner.plans.get()) == stored
    assert followed(learner) == [roadmap]


def test_halves_of_hours_show_as_they_were_chosen(browser, path):
    browser.post(path, HOURS | {"hours_a_week": "2.5"})
    page = browser.get(path).text

    assert "<dd>2.5 hours a week</dd>" in page
    assert 'name="hours_a_week" value="2.5"' in page
    assert 'name="hours_a_topic" value="4"' in page


def test_another_number_of_halves_is_taken_back(browser, learner, path):
    browser.post(path, HOURS | {"hours_a_week": "2.5"})
    learner.plans.update(made_on="2026-01-01")
    changed = read(browser.post(path, HOURS | {"hours_a_week": "3.5"}, follow=True))

    browser.post(path, {"restore": changed.one(id="undo-button")["value"]})

    assert Chosen.of(learner.plans.get()) == Chosen(2.5, 4)


def test_where_the_source_gives_hours_nobody_is_asked_for_an_estimate(browser, learner):
    roadmap = hours_roadmap()

    page = browser.get(f"/roadmaps/{roadmap.slug}/plan/")
    browser.post(f"/roadmaps/{roadmap.slug}/plan/", {"kind": "hours", "hours_a_week": "5"})

    assert "hours_a_topic" not in page.text
    assert Chosen.of(learner.plans.get()) == Chosen(5)


@pytest.mark.parametrize(
    "typed, words",
    [
        (BY | {"by": "2020-02-29"}, "29 February 2020 has passed."),
        (BY | {"by": "2999-01-01"}, "1 January 2999 is more than 20 years away."),
        (BY | {"by": "next year"}, "“next year” is no date."),
        (BY | {"by": "2031-02-30"}, "“2031-02-30” is no date."),
        (BY | {"by": ""}, "Which day do you want to be done by?"),
        (HOURS | {"hours_a_week": "0"}, "A number from 1 to 80 is needed here, in halves: 2 or 2.5."),
        (HOURS | {"hours_a_week": "80.5"}, "A number from 1 to 80"),
        (HOURS | {"hours_a_week": "2.3"}, "A number from 1 to 80"),
        (HOURS | {"hours_a_week": "nan"}, "A number from 1 to 80"),
        (HOURS | {"hours_a_topic": "0"}, "A number from 0.5 to 200"),
        (HOURS | {"hours_a_week": ""}, "How many hours a week"),
        (HOURS | {"hours_a_topic": ""}, "how many hours does a topic take you"),
        (HOURS | {"hours_a_week": "1", "hours_a_topic": "200"}, "more than 20 years"),
        ({"kind": "soon"}, "Choose one of these."),
    ],
)
def test_what_cannot_be_is_said_and_stays_as_it_was_typed(browser, path, typed, words):
    page = browser.post(path, typed)

    assert words in page.text
    assert not Plan.objects.exists()
    for name, value in typed.items():
        if name != "kind" and value:
            assert f'name="{name}" value="{value}"' in page.text


def test_today_is_no_day_to_be_done_by(browser, learner, path):
    page = browser.post(path, BY | {"by": day_of(learner, NOW()).isoformat()})

    assert "is today already" in page.text


def test_the_same_target_again_keeps_its_first_day(browser, learner, path):
    browser.post(path, BY)
    learner.plans.update(made_on="2026-01-01")

    browser.post(path, BY)

    assert str(learner.plans.get().made_on) == "2026-01-01"


def test_another_target_begins_today(browser, learner, path):
    browser.post(path, BY)
    learner.plans.update(made_on="2026-01-01")

    browser.post(path, HOURS)

    assert str(learner.plans.get().made_on) != "2026-01-01"


def test_a_plan_takes_a_paused_line_up_again(browser, learner, roadmap, path):
    pause(learner=learner, roadmap=roadmap, at=NOW() - timedelta(days=9))

    browser.post(path, BY)

    assert followed(learner) == [roadmap]


def test_a_plan_can_be_dropped_and_takes_nothing_along(browser, learner, roadmap, path):
    set_state(learner=learner, topic=roadmap.topics.first(), state="done", at=NOW())
    browser.post(path, BY)

    page = browser.post(path, BY | {"drop": "drop"}, follow=True)

    assert "You learn without a plan now" in page.text
    assert not learner.plans.exists()
    assert learner.marks.exists()


def test_a_dropped_plan_comes_back_as_it_was(browser, learner, roadmap, path):
    browser.post(path, HOURS)
    learner.plans.update(made_on="2026-01-01")
    pause(learner=learner, roadmap=roadmap, at=NOW())
    word = drop(browser, path)

    for _ in range(2):  # pressed twice
        page = browser.post(path, {"restore": word}, follow=True)

    assert "Undone." in page.text
    assert Chosen.of(learner.plans.get()) == Chosen(6, 4)
    assert str(learner.plans.get().made_on) == "2026-01-01"
    assert followed(learner) == []


def test_the_way_back_is_offered_once(browser, path):
    browser.post(path, BY)
    drop(browser, path)

    assert "undo-button" not in browser.get(path).text


def test_where_no_plan_was_none_comes_back(browser, path):
    assert "undo-button" not in browser.post(path, {"drop": "drop"}, follow=True).text


def test_a_plan_made_since_is_not_replaced(browser, learner, path):
    browser.post(path, BY)
    word = drop(browser, path)
    browser.post(path, HOURS)

    page = browser.post(path, {"restore": word}, follow=True)

    assert "be undone any more" in page.text
    assert Chosen.of(learner.plans.get()) == Chosen(6, 4)


def test_a_plan_dropped_an_hour_ago_stays_dropped(learner, roadmap):
    at = NOW()
    set_target(learner=learner, roadmap=roadmap, chosen=Chosen(by=date(2999, 12, 24)), at=at)
    word = word_of(drop_target(learner=learner, roadmap=roadmap), learner=learner, roadmap=roadmap, at=at)

    back = partial(take_back, learner=learner, roadmap=roadmap, word=word)
    assert not back(at=at + timedelta(minutes=60))
    assert back(at=at + timedelta(minutes=59))


def test_a_changed_target_comes_back_from_its_first_day(browser, learner, path):
    browser.post(path, HOURS)
    learner.plans.update(made_on="2026-01-01")
    word = word_in(browser.post(path, BY, follow=True))

    for _ in range(2):  # pressed twice
        page = browser.post(path, {"restore": word}, follow=True)

    assert "Undone." in page.text and not word_in(page)
    assert Chosen.of(learner.plans.get()) == Chosen(6, 4)
    assert str(learner.plans.get().made_on) == "2026-01-01"


def test_a_first_plan_that_is_taken_back_leaves_nothing(browser, learner, path):
    word = word_in(browser.post(path, BY, follow=True))

    browser.post(path, {"restore": word})

    assert not learner.plans.exists()
    assert not learner.enrolments.exists()


@pytest.mark.parametrize("away", [pause, leave])
def test_a_line_that_a_plan_took_up_rests_again_with_its_days(browser, learner, roadmap, path, away):
    since = NOW() - timedelta(days=9)
    away(learner=learner, roadmap=roadmap, at=since)
    was = stay_of(learner, roadmap)
    word = word_in(browser.post(path, BY, follow=True))

    browser.post(path, {"restore": word})

    assert stay_of(learner, roadmap) == was
    assert not learner.enrolments.get().pauses.exists()


def test_a_line_paused_since_stays_paused_when_its_plan_is_taken_back(browser, learner, roadmap, path):
    word = word_in(browser.post(path, BY, follow=True))
    pause(learner=learner, roadmap=roadmap, at=NOW())

    browser.post(path, {"restore": word})

    assert not learner.plans.exists()
    assert learner.enrolments.get().paused_on


def test_the_same_target_again_is_nothing_to_take_back(browser, path):
    browser.post(path, BY)

    assert not word_in(browser.post(path, BY, follow=True))


@pytest.mark.parametrize("change", [lambda word: word[:-1], lambda word: "", lambda word: "x:y:z\0"])
def test_a_word_that_was_never_said_brings_nothing_back(browser, path, change):
    browser.post(path, BY)

    browser.post(path, {"restore": change(drop(browser, path))})

    assert not Plan.objects.exists()


def test_nobody_brings_back_the_plan_of_another(browser, client, path):
    browser.post(path, BY)
    word = drop(browser, path)
    client.force_login(make_learner())

    client.post(path, {"restore": word})

    assert not Plan.objects.exists()


def test_a_page_made_for_another_changes_nothing(browser, path):
    browser.post(path, BY)

    assert browser.post(path, {"drop": "drop", "whose": "another"}).status_code == 409
    assert Plan.objects.exists()


def test_every_form_says_for_whom_it_was_made_and_what_was_typed_is_given_back(browser, path):
    browser.post(path, HOURS)
    forms = [form for form in read(browser.get(path)).one("main").all("form") if form["method"] == "post"]

    assert forms
    assert all(form.all("input", name="whose") for form in forms)

    page = read(browser.post(path, HOURS | {"hours_a_week": "9", "whose": "another"}))

    assert page.one(id="typed-hours_a_week")["value"] == "9"
    assert Plan.objects.get().hours_a_week == 6


def drop(browser, path):
    """Return the word by which the page that follows brings it back."""
    return word_in(browser.post(path, {"drop": "drop"}, follow=True))


def word_in(page):
    return page.text.partition('name="restore" value="')[2].partition('"')[0]


def planned(learner, roadmap, *, weeks_ago: int, settled: int):
    """Sixty topics in sixty weeks, begun so many weeks ago."""
    at = NOW() - timedelta(weeks=weeks_ago)
    by = (at + timedelta(weeks=60)).date()
    set_target(learner=learner, roadmap=roadmap, chosen=Chosen(by=by), at=at)
    for number, topic in enumerate(roadmap.topics.order_by("position")[:settled]):
        day = (at + timedelta(days=7 * weeks_ago * (number + 1) // (settled + 1))).date()
        Mark.objects.create(learner=learner, topic=topic, state="done", at=at, day=day)


@pytest.mark.parametrize(
    "settled, words",
    [
        (10, "You are on time."),
        (14, "weeks ahead of your plan."),
        (4, "weeks behind your plan."),
        (60, "You have arrived."),
    ],
)
def test_how_it_goes_is_said_kindly(browser, learner, roadmap, path, settled, words):
    planned(learner, roadmap, weeks_ago=10, settled=settled)

    assert words in browser.get(path).text


def test_a_goal_of_tomorrow_is_not_praised(browser, learner, path):
    tomorrow = day_of(learner, NOW()) + timedelta(days=1)

    page = browser.post(path, {"kind": "by", "by": tomorrow.isoformat()}, follow=True).text

    assert "very near for all that is left" in page
    assert "You are on time." not in page


def test_who_is_behind_reads_what_brings_it_back(browser, learner, roadmap, path):
    planned(learner, roadmap, weeks_ago=10, settled=4)

    page = browser.get(path).text

    assert "6 topics bring you back to it, or a steady 1.1 topics a week from today on." in page
    assert " instead</button>" in page  # a day that the own pace reaches


def test_the_button_for_a_day_of_ones_own_pace_plans_for_it(browser, learner, roadmap, path):
    planned(learner, roadmap, weeks_ago=10, settled=4)
    day = browser.get(path).text.partition('name="by" value="')[2][:10]

    browser.post(path, {"kind": "by", "by": day})

    assert str(learner.plans.get().by) == day


def test_the_drawing_is_told_in_words_and_numbers(browser, learner, roadmap, path):
    planned(learner, roadmap, weeks_ago=10, settled=4)

    page = browser.get(path).text

    assert 'role="img" aria-label="4 of 60 by today. The plan asks for 10.' in page
    assert "The chart in numbers" in page


def test_each_week_to_come_names_its_topics(browser, learner, roadmap, path):
    planned(learner, roadmap, weeks_ago=1, settled=1)
    following = roadmap.topics.order_by("position")[1]

    page = browser.get(path).text

    assert "Week by week" in page
    assert f"/topics/{following.slug}/" in page


def test_nobody_else_sees_it(browser, client, learner, roadmap, path):
    planned(learner, roadmap, weeks_ago=10, settled=4)
    client.force_login(make_learner())

    assert "Set a goal" in client.get(path).text
    assert "behind your plan" not in client.get(f"/roadmaps/{roadmap.slug}/").text


def test_a_visitor_signs_in_first(client, path):
    assert client.get(path).url == f"/accounts/login/?next={path}"


def test_an_address_that_is_gone_leads_nowhere(browser, path):
    assert browser.get("/roadmaps/no-such-line/plan/").status_code == 404


def test_it_can_be_followed_paused_and_left_here_too(browser, learner, roadmap, path):
    page = browser.post(path, {"follow": "pause"}, follow=True)

    assert page.redirect_chain == [(path, 302)]
    assert "is paused" in page.text
    assert followed(learner) == []


def test_a_roadmap_that_requires_nothing_has_a_page_too(browser):
    make_phase(roadmap=(roadmap := make_roadmap()))

    assert browser.get(f"/roadmaps/{roadmap.slug}/plan/").status_code == 200


def test_it_asks_no_more_of_many_topics(browser, learner):
    def asked(topics):
        roadmap = make_roadmap()
        for _ in range(topics // 10):
            make_topics(10, make_phase(roadmap=roadmap))
        planned(learner, roadmap, weeks_ago=10, settled=topics // 2)
        path = f"/roadmaps/{roadmap.slug}/plan/"
        browser.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(path).status_code == 200
        return len(captured)

    assert asked(10) == asked(200) <= 9


def test_who_is_behind_catches_up_evenly(browser, learner, roadmap, path):
    planned(learner, roadmap, weeks_ago=10, settled=4)

    weeks = browser.get(path).text.partition("Week by week")[2]

    assert "evenly from today on" in weeks
    assert "and 1 more" not in weeks.partition("</li>")[0]


def test_a_plan_whose_day_has_passed_says_so_and_asks_for_no_week(browser, learner, roadmap, path):
    planned(learner, roadmap, weeks_ago=61, settled=30)

    page = browser.get(path).text

    assert "Its last day has passed; choose another whenever you like." in page
    assert "Week by week" not in page


def test_who_is_ahead_reads_until_when(browser, learner, roadmap, path):
    planned(learner, roadmap, weeks_ago=10, settled=14)

    assert "What the plan asks for until Sunday" in browser.get(path).text


def test_a_week_that_ends_a_phase_names_its_milestone(browser, learner, roadmap, path):
    planned(learner, roadmap, weeks_ago=55, settled=56)
    make_milestone(phase=roadmap.phases.get(), title="Build a feed")

    weeks = browser.get(path).text.partition("Week by week")[2]

    assert weeks.count("Build a feed") == 1


@pytest.mark.parametrize("away", [["leave"], ["pause"], ["pause", "leave"]], ids=" then ".join)
def test_who_comes_back_on_the_same_day_has_moved_no_plan(browser, learner, roadmap, path, away):
    browser.post(path, BY)
    learner.plans.update(made_on=NOW().date() - timedelta(days=20))
    pause(learner=learner, roadmap=roadmap, at=NOW() - timedelta(days=3))
    browser.post(path, {"follow": "start"})
    assert "by 3 days of pause" in browser.get(path).text

    for act in [*away, "start"]:
        page = browser.post(path, {"follow": act}, follow=True)

    assert "by 3 days of pause" in page.text


def test_a_plan_made_after_today_s_work_begins_on_time(browser, learner, roadmap, path):
    topics = list(roadmap.topics.all())
    for topic in topics[:6]:
        set_state(learner=learner, topic=topic, state="done", at=NOW())

    page = browser.post(path, BY, follow=True).text

    assert learner.plans.get().earlier == 6
    assert "ahead of your plan" not in page


def test_a_plan_taken_back_keeps_what_was_done_before_it(browser, learner, roadmap, path):
    set_state(learner=learner, topic=roadmap.topics.first(), state="done", at=NOW())
    browser.post(path, BY)
    word = word_in(browser.post(path, HOURS, follow=True))

    browser.post(path, {"restore": word})

    assert learner.plans.get().earlier == 1
