from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest

from curriculum.models import Release
from progress.learning import marks
from progress.learning.models import Completion, Enrolment
from progress.learning.streaks import choosing
from progress.reminders.ledger.stopping import stop
from progress.reminders.models import Kind, Mail, MailChoices
from progress.reminders.schedule.following import choose_anew
from progress.reminders.schedule.planning import bring_back, plan, plan_batch
from roadmap_site.accounts import zones
from tests.factories import make_learner, make_topic
from tests.reminders.people import EVERY_DAY, make_reader, next_due, study

pytestmark = pytest.mark.django_db

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TUESDAY = date(2026, 7, 7)
SIX = datetime(2026, 7, 7, 18, tzinfo=UTC)  # the hour, in UTC
NOON = SIX - 6 * HOUR


def rows():
    return [(m.kind, m.key, m.state, m.reason) for m in Mail.objects.order_by("due_at", "pk")]


def planned(at):
    return sum((batch.rows for batch in plan(at)), Counter())


def test_a_reminder_becomes_due_at_its_hour():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)

    assert planned(SIX - MINUTE) == {}
    assert planned(SIX) == {"due": 1}

    mail = Mail.objects.get()
    assert (mail.recipient, mail.key, mail.day) == (person, "2026-07-07", TUESDAY)
    assert (mail.due_at, mail.expires_at) == (SIX, SIX + HOUR)
    assert next_due(person) == SIX + DAY


def test_planning_again_plans_nothing_twice():
    make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    planned(SIX)
    MailChoices.objects.update(next_due_at=SIX)  # as if the planner had not come so far

    planned(SIX)

    assert Mail.objects.count() == 1


def test_after_a_downtime_the_missed_ones_are_skipped_and_not_sent_in_a_heap():
    make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)

    planned(SIX + 10 * DAY + 2 * HOUR)

    assert rows() == [
        ("reminder", "2026-07-16", "skipped", "expired"),
        ("reminder", "2026-07-17", "skipped", "expired"),
    ]


def test_a_planner_that_is_a_little_late_still_plans():
    make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)

    assert planned(SIX + 59 * MINUTE) == {"due": 1}


def test_a_streak_at_risk_is_told_when_only_an_activity_keeps_it():
    person = make_reader("UTC", at_risk=True, chosen_at=NOON)
    study(person, TUESDAY - 2 * DAY, TUESDAY - DAY)

    planned(SIX + 2 * HOUR)

    assert rows() == [("at_risk", "2026-07-07", "due", "")]


@pytest.mark.parametrize("days_ago", [(2, 1, 0), (1,), (4, 3), ()], ids=["today", "one", "over", "never"])
def test_a_streak_that_is_not_at_risk_has_no_row(days_ago):
    person = make_reader("UTC", at_risk=True, chosen_at=NOON)
    study(person, *(TUESDAY - n * DAY for n in days_ago))

    planned(SIX + 2 * HOUR)

    assert rows() == []


def test_a_streak_that_a_freeze_saves_is_not_at_risk():
    person = make_reader("UTC", at_risk=True, chosen_at=NOON)
    study(person, *(TUESDAY - n * DAY for n in range(7, 0, -1)))

    planned(SIX + 2 * HOUR)

    assert rows() == []


def test_nudges_follow_the_last_active_day_and_then_there_is_silence():
    person = make_reader("UTC", nudge=True, weekdays=[5], chosen_at=NOON - 30 * DAY)  # Saturdays
    study(person, TUESDAY)

    for hours in range(24 * 40):
        planned(NOON + hours * HOUR)

    assert [row for row in rows() if row[0] == "nudge"] == [
        ("nudge", "2026-07-15", "due", ""),
        ("nudge", "2026-07-22", "due", ""),
    ]
    assert [row[1] for row in rows() if row[0] == "reminder"] == ["2026-07-11", "2026-07-18"]


def test_activity_ends_the_silence():
    person = make_reader("UTC", nudge=True, chosen_at=NOON - 30 * DAY)
    study(person, TUESDAY - 29 * DAY)
    for hours in range(24 * 20):
        planned(NOON + hours * HOUR)
        if hours == 24 * 10:
            study(person, TUESDAY + 10 * DAY)

    assert [row[1] for row in rows()] == ["2026-07-21", "2026-07-25"]


def test_one_mail_a_date():
    """A nudge at six, and at eight a streak of weeks at risk."""
    person = make_reader("UTC", weekdays=[], nudge=True, at_risk=True, chosen_at=NOON)
    mail = Mail.objects.create(
        recipient=person, kind=Kind.NUDGE, key="x", day=TUESDAY, due_at=SIX, expires_at=SIX, state="sent"
    )
    study(person, TUESDAY - 2 * DAY, TUESDAY - DAY)

    planned(SIX + 2 * HOUR)

    assert Mail.objects.get() == mail


def test_what_was_skipped_leaves_room_for_another():
    person = make_reader("UTC", at_risk=True, chosen_at=NOON)
    Mail.objects.create(
        recipient=person, kind=Kind.NUDGE, key="x", day=TUESDAY, due_at=SIX, expires_at=SIX, state="skipped"
    )
    study(person, TUESDAY - 2 * DAY, TUESDAY - DAY)

    planned(SIX + 2 * HOUR)

    assert rows()[-1] == ("at_risk", "2026-07-07", "due", "")


def test_a_pause_silences():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    choosing.pause(learner=person, first=TUESDAY, last=None, at=NOON)

    planned(SIX)

    assert rows() == [("reminder", "2026-07-07", "skipped", "paused")]


def test_a_deactivated_account_is_silent():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    person.is_active = False
    person.save()

    planned(SIX)

    assert rows() == [("reminder", "2026-07-07", "skipped", "deactivated")]


def test_having_finished_everything_silences():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    topic = make_topic()
    Enrolment.objects.create(learner=person, roadmap=topic.roadmap, started_on=TUESDAY)
    Completion.objects.create(
        learner=person,
        roadmap=topic.roadmap,
        release=Release.objects.get(),
        at=NOON,
        day=TUESDAY,
        done=1,
        skipped=0,
        carried=0,
    )

    planned(SIX)

    assert rows() == [("reminder", "2026-07-07", "skipped", "finished")]


def test_quiet_hours_silence():
    make_reader("UTC", weekdays=EVERY_DAY, quiet_from=time(17), chosen_at=NOON)

    planned(SIX)

    assert rows() == [("reminder", "2026-07-07", "skipped", "quiet hours")]


def test_a_move_changes_the_hour_at_once():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)

    zones.move(user=person, zone="America/New_York", at=NOON)

    assert next_due(person) == SIX + 4 * HOUR
    planned(SIX)
    assert rows() == []
    planned(SIX + 4 * HOUR)
    assert rows() == [("reminder", "2026-07-07", "due", "")]


def test_flying_west_after_the_mail_of_a_date_brings_no_second_one():
    person = make_reader("Asia/Tokyo", weekdays=EVERY_DAY, chosen_at=NOON - DAY)
    planned(SIX - 9 * HOUR)
    zones.move(user=person, zone="America/New_York", at=SIX - 8 * HOUR)

    planned(SIX + 4 * HOUR)

    assert [row[1] for row in rows()] == ["2026-07-07"]


def test_choosing_anew_looks_from_now_on():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    choices = MailChoices.objects.get(pk=person.pk)
    choices.weekdays = [3]

    choose_anew(choices=choices, at=NOON)

    assert next_due(person) == SIX + 2 * DAY


def test_stopping_skips_what_is_due():
    person = make_reader("UTC", weekdays=EVERY_DAY, digest=True, chosen_at=NOON)
    planned(SIX)

    were_on = stop(person_pk=person.pk, kinds=[Kind.REMINDER, Kind.NUDGE], at=SIX)

    assert were_on == [Kind.REMINDER]
    assert rows() == [("reminder", "2026-07-07", "skipped", "stopped")]
    assert MailChoices.objects.get(pk=person.pk).digest
    assert next_due(person) == SIX + 4 * DAY  # a look; the digest comes on Monday


def test_quiet_days_are_counted_from_choosing_where_that_was_later():
    person = make_learner()
    study(person, TUESDAY - 100 * DAY)
    choose_anew(choices=MailChoices(person=person, weekdays=EVERY_DAY), at=NOON)

    planned(SIX)

    assert rows() == [("reminder", "2026-07-07", "due", "")]


@pytest.mark.parametrize("people", [3, 30])
def test_a_batch_asks_five_statements_however_many_people(people, django_assert_num_queries):
    for _ in range(people):
        make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)

    with django_assert_num_queries(6):  # two of them begin and end it
        assert plan_batch(SIX).rows == {"due": people}


def test_batches_go_on_until_nobody_is_left():
    for _ in range(5):
        make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)

    assert [batch.people for batch in plan(SIX, most=2)] == [2, 2, 1]


def test_a_streak_that_was_perhaps_at_risk_in_a_downtime_has_no_row():
    person = make_reader("UTC", at_risk=True, chosen_at=NOON - DAY)
    study(person, TUESDAY - 3 * DAY, TUESDAY - 2 * DAY)

    planned(SIX + 10 * HOUR)

    assert rows() == []


def test_whom_a_clock_that_was_ahead_has_put_off_is_brought_back():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    planned(SIX + 400 * DAY)
    assert next_due(person) > SIX + 400 * DAY

    assert list(bring_back(NOON)) == [1]

    assert next_due(person) == SIX
    assert rows() == []  # what was held back in days to come
    assert planned(SIX) == {"due": 1}


def test_nobody_who_is_looked_at_in_time_is_put_off_or_brought_back():
    make_reader("UTC", nudge=True, weekdays=[(TUESDAY - DAY).weekday()], chosen_at=NOON)
    make_reader("Pacific/Kiritimati", digest=True, chosen_at=NOON)
    make_reader("UTC", chosen_at=NOON)
    before = sorted(MailChoices.objects.values_list("pk", "next_due_at"))

    assert list(bring_back(NOON)) == []

    assert sorted(MailChoices.objects.values_list("pk", "next_due_at")) == before


def test_what_was_held_back_in_time_stays_when_somebody_is_brought_back():
    person = make_reader("UTC", weekdays=EVERY_DAY, quiet_from=time(17), chosen_at=NOON)
    planned(SIX)
    MailChoices.objects.filter(pk=person.pk).update(next_due_at=SIX + 99 * DAY)

    assert list(bring_back(SIX)) == [1]

    assert rows() == [("reminder", "2026-07-07", "skipped", "quiet hours")]


def at_risk_on_tuesday(**chosen):
    person = make_reader("UTC", weekdays=EVERY_DAY, at_risk=True, chosen_at=NOON, **chosen)
    study(person, TUESDAY - 2 * DAY, TUESDAY - DAY)
    return person


def test_a_reminder_tells_of_the_streak_and_nothing_else_does():
    at_risk_on_tuesday()

    planned(SIX)
    Mail.objects.update(state="sent")
    planned(SIX + 2 * HOUR)

    assert rows() == [("reminder", "2026-07-07", "sent", "")]


def test_a_streak_at_risk_is_told_where_the_reminder_came_to_nothing():
    at_risk_on_tuesday()

    planned(SIX + 2 * HOUR)  # nobody planned before

    assert rows() == [("reminder", "2026-07-07", "skipped", "expired"), ("at_risk", "2026-07-07", "due", "")]


def test_a_reminder_that_still_waits_and_is_too_late_makes_way():
    at_risk_on_tuesday()
    planned(SIX)  # and nobody sends

    planned(SIX + 2 * HOUR)

    assert rows() == [("reminder", "2026-07-07", "skipped", "expired"), ("at_risk", "2026-07-07", "due", "")]


@pytest.mark.parametrize(
    ("quiet_from", "expected"), [(time(22), [("reminder", "due")]), (time(20, 30), [("at_risk", "due")])]
)
def test_a_reminder_later_on_the_day_comes_before_unless_it_is_silenced(quiet_from, expected):
    at_risk_on_tuesday(at=time(21), quiet_from=quiet_from)

    planned(SIX + 90 * MINUTE)
    planned(SIX + 2 * HOUR)
    planned(SIX + 3 * HOUR)

    assert [(kind, state) for kind, _, state, _ in rows() if state != "skipped"] == expected


def test_who_was_silenced_on_the_day_has_missed_nothing_by_a_downtime():
    paused = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    choosing.pause(learner=paused, first=TUESDAY, last=TUESDAY, at=NOON)
    gone = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON - 30 * DAY)
    MailChoices.objects.filter(pk=gone.pk).update(next_due_at=SIX)
    back = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON - 30 * DAY)
    MailChoices.objects.filter(pk=back.pk).update(next_due_at=SIX)
    topic = make_topic()
    marks.set_state(learner=back, topic=topic, state="done", at=SIX + 5 * HOUR)  # after the mail's hour

    planned(SIX + 23 * HOUR)

    assert {(m.recipient, m.reason) for m in Mail.objects.all()} == {(paused, "paused")}


def test_a_late_batch_asks_one_more_statement_however_many_people(django_assert_num_queries):
    for _ in range(9):
        make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)

    with django_assert_num_queries(7):
        assert plan_batch(SIX + HOUR).rows == {"skipped": 9}
