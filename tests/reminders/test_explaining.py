"""Why somebody got mail on a date, or not."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from curriculum.models import Release
from progress.learning import marks
from progress.learning.models import Completion, Enrolment
from progress.learning.streaks import choosing
from progress.reminders.addresses import suppress
from progress.reminders.ledger import claiming, finishing
from progress.reminders.ledger.posting import post
from progress.reminders.ledger.stopping import stop
from progress.reminders.models import CAPPED, Kind, Mail, MailChoices, MailState, Suppression
from progress.reminders.schedule.explaining import OutOfReach, explain
from progress.reminders.schedule.explanation import Outcome
from progress.reminders.schedule.facts import facts_of, schedule_of
from progress.reminders.schedule.planning import plan
from progress.reminders.schedule.rules import verdicts
from roadmap_site.accounts import zones
from tests.factories import make_learner, make_topic
from tests.reminders.people import EVERY_DAY, LONG_AGO, make_reader, study

pytestmark = pytest.mark.django_db

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TUESDAY = date(2026, 7, 7)
SIX = datetime(2026, 7, 7, 18, tzinfo=UTC)  # the hour, in UTC
NOON = SIX - 6 * HOUR
LATE = SIX + 5 * HOUR


def explained(person, day=TUESDAY, *, now):
    person.date_joined = LONG_AGO
    return explain(person, day, now=now)


def of(kind, person, day=TUESDAY, *, now):
    return next(one for one in explained(person, day, now=now).kinds if one.kind == kind)


def refused(explained):
    return [one.rule for one in explained.rules if not one.passes]


def found(explained, rule):
    return next(one.found for one in explained.rules if one.rule == rule)


def send_all(at):
    for _ in plan(at):
        pass
    for mail in claiming.claim(at):
        if finishing.begin(mail, suppressed=False, at=at).verdict == finishing.GO:
            finishing.sent(mail, at)


def test_a_reminder_that_was_sent():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    send_all(SIX + MINUTE)

    reminder = of(Kind.REMINDER, person, now=LATE)

    assert (reminder.outcome, reminder.words) == (Outcome.CAME, "Sent at 18:01.")
    assert (reminder.at, reminder.entry.state) == (SIX, MailState.SENT)
    assert refused(reminder) == []


def test_a_reminder_to_come():
    person = make_reader("UTC", weekdays=[1, 3], chosen_at=NOON - DAY)

    reminder = of(Kind.REMINDER, person, now=NOON)

    assert (reminder.outcome, reminder.words) == (Outcome.WILL, "It will come at 18:00.")
    assert found(reminder, "chosen") == "It is, for Tue, Thu at 18:00."


def test_a_weekday_that_is_not_chosen():
    reminder = of(Kind.REMINDER, make_reader("UTC", weekdays=[0]), now=NOON)

    assert reminder.outcome == Outcome.WILL_NOT
    assert reminder.words == "It will not come: it is not a day for it."
    assert refused(reminder) == ["day", "gone"]
    assert found(reminder, "day") == "It is a Tuesday."


def test_whoever_chose_nothing_is_told_so_of_each_kind():
    kinds = explained(make_learner(), now=LATE).kinds

    assert [one.kind for one in kinds] == list(CAPPED)
    assert {one.words for one in kinds} == {"It did not come: it is not chosen."}


def test_each_kind_has_only_the_rules_that_are_about_it():
    rules = {
        one.kind: {judged.rule for judged in one.rules} for one in explained(make_learner(), now=LATE).kinds
    }

    assert rules[Kind.REMINDER] == rules[Kind.DIGEST]
    assert rules[Kind.NUDGE] - rules[Kind.REMINDER] == {"active"}
    assert rules[Kind.AT_RISK] - rules[Kind.NUDGE] == {"streak"}


def test_a_streak_at_risk_is_a_forecast_until_something_is_done():
    person = make_reader("UTC", at_risk=True, chosen_at=NOON - DAY)
    study(person, TUESDAY - 2 * DAY, TUESDAY - DAY)

    at_risk = of(Kind.AT_RISK, person, now=NOON - HOUR)
    study(person, TUESDAY)
    done = of(Kind.AT_RISK, person, now=NOON + HOUR)

    assert at_risk.words == "It will come at 20:00, unless something is done before."
    assert (
        found(at_risk, "streak") == "A streak of 2 days, and nothing but something done on the day keeps it."
    )
    assert (done.outcome, refused(done)) == (Outcome.WILL_NOT, ["active"])


def test_what_was_done_after_the_hour_does_not_count_for_it():
    person = make_reader("UTC", at_risk=True, chosen_at=NOON - DAY)
    study(person, TUESDAY - 2 * DAY, TUESDAY - DAY)
    topic = make_topic()
    marks.set_state(learner=person, topic=topic, state="learning", at=SIX + 3 * HOUR)  # the mail was at 20:00

    at_risk = of(Kind.AT_RISK, person, now=LATE)

    assert refused(at_risk) == []
    assert at_risk.words == "It is due, and the planner has not come to it yet."


def test_what_was_taken_back_meanwhile_counts_for_the_hour_before():
    person = make_reader("UTC", at_risk=True, chosen_at=NOON - DAY)
    study(person, TUESDAY - 2 * DAY, TUESDAY - DAY)
    topic = make_topic()
    marks.set_state(learner=person, topic=topic, state="done", at=NOON)
    marks.set_state(learner=person, topic=topic, state="todo", at=SIX + 3 * HOUR)

    assert "active" in refused(of(Kind.AT_RISK, person, now=LATE))


def test_a_pause_of_former_days_is_remembered():
    person = make_reader("UTC", weekdays=EVERY_DAY)
    study(person, TUESDAY - 2 * DAY)
    choosing.pause(learner=person, first=TUESDAY, last=TUESDAY + DAY, at=NOON)

    paused = of(Kind.REMINDER, person, now=SIX + 20 * DAY)
    after = of(Kind.REMINDER, person, TUESDAY + 2 * DAY, now=NOON)

    assert (refused(paused), paused.words) == (["paused"], "It did not come: there is a pause.")
    assert after.outcome == Outcome.WILL


def test_a_pause_that_was_not_chosen_yet_did_not_silence():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON - DAY)
    choosing.pause(learner=person, first=TUESDAY, last=None, at=SIX + MINUTE)

    assert refused(of(Kind.REMINDER, person, now=LATE)) == []


def test_everything_that_is_followed_is_finished():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON - DAY)
    topic = make_topic()
    Enrolment.objects.create(learner=person, roadmap=topic.roadmap, started_on=TUESDAY)
    Completion.objects.create(
        learner=person,
        roadmap=topic.roadmap,
        release=Release.objects.first(),
        at=NOON,
        day=TUESDAY,
        done=1,
        skipped=0,
        carried=0,
    )

    assert refused(of(Kind.REMINDER, person, now=LATE)) == ["finished"]
    assert refused(of(Kind.REMINDER, person, TUESDAY - DAY, now=LATE)) == []


def test_a_suppressed_address_is_told_from_then_on():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON - DAY)
    suppress(person.email, why=Suppression.Why.BOUNCE, at=NOON)

    assert refused(of(Kind.REMINDER, person, now=LATE)) == ["suppressed"]
    assert refused(of(Kind.REMINDER, person, TUESDAY - DAY, now=LATE)) == []


def test_a_deactivated_account_is_told():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON - DAY)
    person.is_active = False

    reminder = of(Kind.REMINDER, person, now=NOON)

    assert reminder.words == "It will not come: the account is deactivated."
    assert refused(reminder) == ["deactivated"]


def test_quiet_hours_are_told_with_the_hour():
    person = make_reader("UTC", weekdays=EVERY_DAY, at=time(23), chosen_at=NOON - DAY)

    reminder = of(Kind.REMINDER, person, now=NOON)

    assert refused(reminder) == ["quiet hours"]
    assert found(reminder, "quiet hours") == "Its hour is 23:00; it is quiet from 22:00 until 07:00."


def test_nudges_are_forecast_as_if_nothing_were_done():
    person = make_reader("UTC", nudge=True, chosen_at=NOON - 30 * DAY)
    study(person, TUESDAY)

    outcomes = {n: of(Kind.NUDGE, person, TUESDAY + n * DAY, now=SIX).outcome for n in range(17)}

    assert [n for n, outcome in outcomes.items() if outcome == Outcome.WILL] == [4, 8, 15]


def test_a_forecast_of_silence_for_whoever_is_gone():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON - 30 * DAY)
    study(person, TUESDAY - 16 * DAY)

    reminder = of(Kind.REMINDER, person, now=NOON)

    assert refused(reminder) == ["gone"]
    assert found(reminder, "gone").startswith("15 whole quiet days; after 14")


def test_further_ahead_than_silence_a_forecast_is_of_whoever_goes_on():
    person = make_reader("UTC", weekdays=EVERY_DAY, at_risk=True, chosen_at=NOON - 30 * DAY)
    study(person, TUESDAY)

    explanation = explained(person, TUESDAY + 16 * DAY, now=SIX)

    reminder = next(one for one in explanation.kinds if one.kind == Kind.REMINDER)
    assert reminder.words == "It will come at 18:00."
    assert found(reminder, "gone").startswith("0 whole quiet days")
    assert explanation.notes[-1].startswith("So far ahead it is told as if something were done every day")


@pytest.mark.parametrize(("hour", "at"), [(time(2, 30), "01:00"), (time(3, 30), "01:30")])
def test_a_night_in_which_clocks_are_put_forward_is_told_long_before(hour, at):
    night = date(2027, 3, 28)
    person = make_reader(
        "Europe/Berlin", weekdays=EVERY_DAY, at=hour, quiet_from=time(5), quiet_until=time(6), chosen_at=NOON
    )

    reminder = of(Kind.REMINDER, person, night, now=NOON + 7 * DAY)

    assert (reminder.outcome, f"{reminder.at:%H:%M}") == (Outcome.WILL, at)


def test_a_streak_that_goes_on_until_then_is_at_risk_or_saved_by_a_freeze():
    person = make_reader("UTC", at_risk=True, chosen_at=NOON - 30 * DAY)
    study(person, TUESDAY)

    at_risk = of(Kind.AT_RISK, person, TUESDAY + 30 * DAY, now=SIX)

    assert found(at_risk, "streak") == "A streak of 30 days, which holds without anything done on the day."


@pytest.mark.parametrize(("day", "kind"), [(TUESDAY - DAY, Kind.DIGEST), (TUESDAY, Kind.REMINDER)])
def test_the_date_belongs_to_one_mail(day, kind):
    person = make_reader("UTC", weekdays=EVERY_DAY, digest=True, at_risk=True, chosen_at=NOON - 5 * DAY)
    study(person, day - 2 * DAY, day - DAY)

    kinds = explained(person, day, now=NOON - DAY).kinds
    others = [one for one in kinds if "date" in refused(one)]

    assert [one.kind for one in kinds if one.outcome == Outcome.WILL] == [kind]
    assert {found(one, "date") for one in others} == {f"The date belongs to this one: {kind.label}."}


def test_of_a_nudge_and_a_streak_at_risk_the_earlier_has_the_date():
    person = make_reader("UTC", nudge=True, at_risk=True, chosen_at=NOON - 30 * DAY)
    choosing.choose_mode(learner=person, mode="weekly", days=1, at=NOON - 20 * DAY)
    study(person, date(2026, 6, 24), date(2026, 7, 1))
    sunday = date(2026, 7, 5)  # after three quiet days, and the week's last

    kinds = {one.kind: one for one in explained(person, sunday, now=NOON - 5 * DAY).kinds}

    assert kinds[Kind.NUDGE].outcome == Outcome.WILL
    assert found(kinds[Kind.AT_RISK], "date") == "The date belongs to this one: nudge after quiet days."


@pytest.mark.parametrize("state", [None, "skipped", "failed", "sent"])
def test_only_a_mail_that_was_sent_keeps_the_date_from_another(state):
    person = make_reader("UTC", weekdays=EVERY_DAY, at_risk=True, chosen_at=NOON - 5 * DAY)
    study(person, TUESDAY - 2 * DAY, TUESDAY - DAY)
    told = {"kind": "reminder", "key": "2026-07-07", "day": TUESDAY, "due_at": SIX, "expires_at": SIX + HOUR}
    if state:
        Mail.objects.create(recipient=person, state=state, reason="expired", done_at=SIX, **told)
    MailChoices.objects.update(next_due_at=SIX + DAY)

    assert refused(of(Kind.AT_RISK, person, now=LATE)) == (["date"] if state == "sent" else [])


def test_a_pause_silences_all_and_none_says_that_another_has_the_date():
    person = make_reader(
        "UTC", weekdays=EVERY_DAY, digest=True, nudge=True, at_risk=True, chosen_at=NOON - 5 * DAY
    )
    study(person, TUESDAY - 3 * DAY, TUESDAY - 2 * DAY)
    choosing.pause(learner=person, first=TUESDAY - DAY, last=None, at=NOON - 2 * DAY)

    kinds = explained(person, TUESDAY - DAY, now=NOON - 2 * DAY).kinds

    assert not [one.kind for one in kinds if "date" in refused(one)]
    assert {one.kind for one in kinds if "paused" in refused(one)} == set(CAPPED)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_ledger_and_the_explanations_agree(seed):
    """Planners stop for hours, and senders too."""
    random = Random(seed)
    person = make_reader(
        "UTC",
        weekdays=random.sample(EVERY_DAY, 5),
        at=time(random.choice((9, 18, 21))),
        **{kind: random.random() < 0.7 for kind in ("at_risk", "nudge", "digest")},
        chosen_at=NOON,
    )
    at = NOON
    while at < NOON + 25 * DAY:
        at += random.choice((HOUR, HOUR, HOUR, 5 * HOUR, 30 * HOUR))
        if at < NOON + 6 * DAY and random.random() < 0.1:
            marks.set_state(learner=person, topic=make_topic(), state="learning", at=at)
        send_all(at) if random.random() < 0.9 else list(plan(at))

    for day in (TUESDAY + n * DAY for n in range(1, 25)):
        kinds = explained(person, day, now=at).kinds
        live = [one.kind for one in kinds if one.outcome in (Outcome.CAME, Outcome.WAITS)]
        missed = [one.kind for one in kinds if one.outcome == Outcome.DID_NOT and not refused(one)]
        taken = [one.kind for one in kinds if "date" in refused(one)]
        assert len(live) <= 1
        assert not missed or missed == [Kind.AT_RISK]  # nobody looked, and the ledger has none that are late
        assert live or Kind.AT_RISK not in taken


def test_the_ledger_has_the_last_word():
    person = make_reader("UTC", at_risk=True, chosen_at=NOON - DAY)
    study(person, TUESDAY - 2 * DAY, TUESDAY - DAY)
    list(plan(SIX + 2 * HOUR))
    (mail,) = claiming.claim(SIX + 2 * HOUR)
    study(person, TUESDAY)  # between planning and sending
    finishing.begin(mail, suppressed=False, at=SIX + 2 * HOUR)
    stop(person_pk=person.pk, kinds=[Kind.AT_RISK], at=LATE)

    at_risk = of(Kind.AT_RISK, person, now=LATE)

    assert (at_risk.outcome, at_risk.words) == (Outcome.DID_NOT, "Not sent: something was done before.")
    assert refused(at_risk) == ["active"]
    assert found(at_risk, "chosen") == "It was no hindrance then: the ledger has the mail."


def test_what_was_stopped_while_it_waited_was_not_chosen_any_more():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    list(plan(SIX))
    stop(person_pk=person.pk, kinds=[Kind.REMINDER], at=SIX)

    reminder = of(Kind.REMINDER, person, now=LATE)

    assert reminder.words == "Not sent: it was stopped."
    assert refused(reminder)[0] == "chosen"


@pytest.mark.parametrize(
    ("fields", "outcome", "words"),
    [
        ({"state": "due"}, Outcome.WAITS, "It waits to be sent, since 18:00."),
        (
            {"state": "due", "attempts": 1, "reason": "421 busy"},
            Outcome.WAITS,
            "To be tried again at 18:00: the mail server was not ready (421 busy).",
        ),
        ({"state": "sending"}, Outcome.WAITS, "It is being sent."),
        (
            {"state": "unknown", "done_at": SIX + MINUTE},
            Outcome.UNCLEAR,
            "Perhaps sent, at 18:01: the mail server's answer was lost.",
        ),
        (
            {"state": "failed", "done_at": SIX, "reason": "550 no such user"},
            Outcome.DID_NOT,
            "Not sent: the mail server refused it (550 no such user).",
        ),
        (
            {"state": "failed", "done_at": SIX, "reason": "can't be written: KeyError"},
            Outcome.DID_NOT,
            "Not sent: something went wrong on our side (can't be written: KeyError).",
        ),
        (
            {"state": "skipped", "done_at": SIX, "reason": "expired"},
            Outcome.DID_NOT,
            "Not sent: by then it was too late for it.",
        ),
    ],
)
def test_every_state_of_a_mail_has_its_words(fields, outcome, words):
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    told = {"kind": "reminder", "key": "2026-07-07", "day": TUESDAY, "due_at": SIX, "expires_at": SIX + HOUR}
    Mail.objects.create(recipient=person, **told | fields)

    reminder = of(Kind.REMINDER, person, now=LATE)

    assert (reminder.outcome, reminder.words) == (outcome, words)


def test_mails_about_events_are_listed_with_their_date():
    person = make_reader("Pacific/Auckland", message=True, chosen_at=NOON - DAY)
    post(recipient=person, kind=Kind.MESSAGE, key="1", at=SIX, told={"words": "private"})

    tuesday, wednesday = (explained(person, day, now=LATE) for day in (TUESDAY, TUESDAY + DAY))

    assert tuesday.events == ()
    assert [(one.kind, one.words) for one in wednesday.events] == [
        (Kind.MESSAGE, "It waits to be sent, since 06:00.")
    ]
    assert wednesday.mails == list(wednesday.events)


def test_a_date_is_that_of_the_zone_one_lived_in():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON - 9 * DAY)
    zones.move(user=person, zone="Asia/Tokyo", at=NOON - 8 * DAY)
    zones.move(user=person, zone="America/Lima", at=NOON + DAY)

    then = of(Kind.REMINDER, person, now=LATE + 3 * DAY)
    to_come = of(Kind.REMINDER, person, TUESDAY + 4 * DAY, now=LATE + 3 * DAY)

    assert then.at == datetime(2026, 7, 7, 9, tzinfo=UTC)
    assert to_come.at == datetime(2026, 7, 11, 23, tzinfo=UTC)


def test_a_date_that_never_was_has_no_kinds():
    person = make_reader("Pacific/Apia", weekdays=EVERY_DAY)
    person.date_joined = datetime(2011, 1, 1, tzinfo=UTC)

    explanation = explain(person, date(2011, 12, 30), now=NOON)

    assert (explanation.kinds, explanation.notes) == (
        (),
        ("The calendar left this date out, and every mail with it.",),
    )


def test_what_is_not_kept_is_said():
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)

    (before,) = explained(person, TUESDAY - DAY, now=LATE).notes
    (ahead,) = explained(person, TUESDAY + DAY, now=LATE).notes

    assert before.startswith("Choices from before 7 July 2026 are not kept")
    assert "as if nothing were done" in ahead


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TUESDAY - DAY, "It did not come: it was chosen only later, or otherwise."),
        (
            TUESDAY,
            "It did not come, though nothing speaks against it: nobody looked at its hour, or the record is"
            " gone.",
        ),
    ],
)
def test_a_mail_without_a_trace_is_accounted_for(day, words):
    person = make_reader("UTC", weekdays=EVERY_DAY, chosen_at=NOON)
    list(plan(SIX + 9 * DAY))  # nobody had planned for longer than is looked back

    assert of(Kind.REMINDER, person, day, now=SIX + 9 * DAY).words == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 12, 1), "The account is there since 1 January 2026."),
        (date(9999, 12, 31), "A forecast reaches a year ahead."),
        (date.min, "The account is there since 1 January 2026."),
    ],
)
def test_dates_out_of_reach_are_refused_kindly(day, words):
    with pytest.raises(OutOfReach, match=words):
        explained(make_reader(), day, now=NOON)


def test_the_planners_rules_and_the_explanation_agree():
    """What is known by hindsight is what the planner saw at that hour."""
    person = make_reader("America/New_York", weekdays=EVERY_DAY, at_risk=True, chosen_at=NOON - 9 * DAY)
    topic = make_topic()
    hours = [datetime(2026, 7, day, 22, tzinfo=UTC) for day in range(1, 9)]
    seen = {}
    for number, hour in enumerate(hours):
        if number in (1, 2, 4):
            study(person, (hour - HOUR).date(), topic=topic)
        if number == 5:
            choosing.pause(learner=person, first=hour.date() + DAY, last=None, at=hour - HOUR)
        choices = person.mail_choices
        choices.person = person
        facts = facts_of([choices], hour)[person.pk]
        slot = next(slot for slot in schedule_of(facts).slots_on(hour.date()))
        seen[hour.date()] = [one.rule for one in verdicts(slot, facts, hour) if not one.passes]

    later = {day: refused(of(Kind.REMINDER, person, day, now=LATE + 30 * DAY)) for day in seen}

    assert later == {
        day: [one for one in rules if one not in ("streak", "active")] for day, rules in seen.items()
    }
    assert any(later.values())


@pytest.mark.parametrize("days", [1, 100])
def test_it_takes_as_many_statements_however_long_the_history(days, django_assert_num_queries):
    person = make_reader("UTC", weekdays=EVERY_DAY, digest=True, chosen_at=NOON - DAY)
    topic = make_topic()
    study(person, *(TUESDAY - n * DAY for n in range(days, 0, -1)), topic=topic)
    for number in range(days):
        told = {"kind": "sample", "key": str(number), "due_at": NOON, "expires_at": SIX}
        Mail.objects.create(recipient=person, **told)

    with django_assert_num_queries(4):
        explained(person, now=LATE)
