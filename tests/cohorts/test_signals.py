"""A table of cases for each signal. Today is Monday, the sixth week of the cohort has just begun."""

from datetime import UTC, date, datetime, timedelta

import pytest

from progress.cohorts.models import Shows
from progress.cohorts.tables.outline import Line, PhasePlace, TopicPlace
from progress.cohorts.tables.people import Person
from progress.cohorts.tables.signals import Kind, Terms, _medians, here, pace, pace_words, signals
from progress.cohorts.tables.standings import Kept, KeptPhase

START = date(2026, 3, 2)
TODAY = date(2026, 4, 6)  # 35 days later
JOINED = datetime(2026, 3, 2, 9, tzinfo=UTC)

PHASES = tuple(
    PhasePlace(number, f"Phase {number}", f"P{number}", number, optional=False, units=4)
    for number in range(1, 5)
)
TOPICS = tuple(
    TopicPlace(10 * phase.pk + n, f"Topic {n}", phase.pk, False) for phase in PHASES for n in range(4)
)
LINE = Line(1, "Backend", "backend", "cobalt", PHASES, TOPICS)


def person(**overrides):
    fields = {
        "membership": 1,
        "pk": 1,
        "name": "Ada",
        "shows": Shows.TOPICS,
        "extra_days": 0,
        "joined_at": JOINED,
        "today": TODAY,
        "last_active": TODAY,
        "paused": False,
        "paced_from": START,
        "waits_since": None,
        "waiting": 0,
    }
    return Person(**fields | overrides)


def kept(*settled, since=None, skipped=None):
    """`settled` of four units in each phase; `since` is for how many days which topic is in learning."""
    skips = skipped or {}
    phases = {
        phase.pk: KeptPhase(4 - skips.get(phase.pk, 0), done, skips.get(phase.pk, 0), done == 4, None)
        for phase, done in zip(PHASES, [*settled, *[0] * (4 - len(settled))], strict=True)
    }
    days = {topic: TODAY - timedelta(days=ago) for topic, ago in (since or {}).items()}
    return {1: Kept("", days, phases, 16, sum(settled), sum(settled) == 16)}


def terms(**overrides):
    return Terms(**{"starts_on": START, "lines": (LINE,)} | overrides)


def found(one, mine, measure):
    return signals(one, mine, pace(one, mine, measure), measure)


def kinds(one, mine, measure):
    return [signal.kind for signal in found(one, mine, measure)]


@pytest.mark.parametrize(
    ("days", "medians", "is_stuck"),
    [
        (14, {}, False),  # exactly
        (15, {}, True),
        (15, {1: 3}, True),  # twice the median is less than 14
        (20, {1: 10}, False),  # exactly twice
        (21, {1: 10}, True),
        (21, {1: 10.5}, False),
        (22, {1: 10.5}, True),
        (22, {2: 30}, True),  # another phase's
    ],
)
def test_stuck_is_longer_than_two_weeks_and_than_twice_the_median(days, medians, is_stuck):
    stuck = kinds(person(), kept(1, since={10: days}), terms(medians=medians))

    assert (Kind.STUCK in stuck) == is_stuck


@pytest.mark.parametrize(
    ("finishers", "medians"),
    [
        ([3, 4, 5, 6], {}),  # four finishers say nothing
        ([3, 4, 5, 6, 20], {1: 5}),
        ([3, 4, 5, 6, 7, 8], {1: 5.5}),
        ([3, 4, 5, 6, None], {}),  # who knew it all at once took no days
    ],
)
def test_a_median_is_of_five_who_finished(finishers, medians):
    unfinished = {1: Kept("", {}, {1: KeptPhase(4, 3, 0, False, 90)}, 16, 3, False)}
    finished = [{1: Kept("", {}, {1: KeptPhase(4, 4, 0, True, days)}, 16, 4, False)} for days in finishers]

    assert _medians([unfinished, *finished]) == medians


def test_stuck_says_on_what_and_for_how_long():
    (stuck,) = found(person(), kept(1, since={10: 16, 12: 19}), terms())

    assert stuck.why == "On “Topic 2” for 19 days"
    assert stuck.began == TODAY - timedelta(days=4)


def test_stuck_says_what_others_took():
    (stuck,) = found(person(), kept(1, since={10: 40}), terms(medians={1: 8.5}))

    assert stuck.why == "On “Topic 0” for 40 days; others took 8.5 days a topic"


def test_of_who_shows_counts_alone_no_topic_is_named():
    (stuck,) = found(person(shows=Shows.COUNTS), kept(1, since={10: 40}), terms())

    assert stuck.why == "On a topic of “P1” for 40 days"


def test_of_two_topics_the_one_further_beyond_its_limit_is_named():
    (stuck,) = found(person(), kept(1, since={10: 50, 20: 30}), terms(medians={1: 24}))

    assert stuck.why.startswith("On “Topic 0” for 30 days")


def test_who_has_finished_is_neither_stuck_nor_quiet():
    long_ago = TODAY - timedelta(days=30)

    assert kinds(person(last_active=long_ago), kept(4, 4, 4, 4, since={10: 90}), terms()) == []


@pytest.mark.parametrize(
    ("last_active", "joined", "paused", "why"),
    [
        (6, 30, False, None),
        (7, 30, False, "Quiet for 7 days"),
        (7, 30, True, None),
        (12, 6, False, None),  # came six days ago
        (12, 7, False, "Quiet for 12 days"),
        (None, 6, False, None),
        (None, 7, False, "Has not begun, 7 days after joining"),
        (-1, 30, False, None),  # flew west
    ],
)
def test_quiet_is_a_week_without_an_active_day(last_active, joined, paused, why):
    one = person(
        last_active=None if last_active is None else TODAY - timedelta(days=last_active),
        joined_at=datetime(2026, 4, 6, 9, tzinfo=UTC) - timedelta(days=joined),
        paused=paused,
    )

    assert [signal.why for signal in found(one, kept(1), terms())] == ([why] if why else [])


@pytest.mark.parametrize(
    ("settled", "weeks", "extra", "ahead"),
    [
        ([4, 2], 2, 0, -1.0),  # 2.5 phases are due
        ([4, 3], 2, 0, -0.7),
        ([4, 2], 2, 1, -0.9),  # a day more
        ([4, 4, 2], 2, 0, 0.0),
        ([4, 4, 4, 2], 2, 0, 1.0),
        ([4, 4, 4, 1], 2, 0, 0.7),
        ([0], 2, 35, 0.0),  # all of the time again
        ([0], 2, 100, 0.0),  # not a day due before the start
        ([0], 1, 0, -4.0),  # never more than there is
        ([0], 52, 0, 0.0),
        ([4, 4, 4, 4], 1, 0, 0.0),
        ([4], None, 0, None),
    ],
)
def test_the_pace_is_in_phases(settled, weeks, extra, ahead):
    one = person(extra_days=extra)

    assert pace(one, kept(*settled), terms(weeks_a_phase=weeks)) == ahead


@pytest.mark.parametrize(
    ("came", "extra", "ahead"),
    [
        (START - timedelta(days=20), 0, -2.2),  # before the cohort: its pace is that of all
        (START + timedelta(days=14), 0, -1.2),
        (START + timedelta(days=14), 7, -0.7),  # days more are from there on
        (TODAY, 0, 0.2),  # joined a minute ago
    ],
)
def test_nobodys_pace_begins_before_they_came(came, extra, ahead):
    one = person(paced_from=came, extra_days=extra)

    assert pace(one, kept(1), terms(weeks_a_phase=2)) == ahead


def test_a_phase_that_is_skipped_as_a_whole_is_passed():
    mine = kept(0, 2, skipped={1: 4})

    assert pace(person(), mine, terms(weeks_a_phase=2)) == -1.0
    assert here(mine, (LINE,)) == (LINE, PHASES[1])


def test_who_has_passed_all_phases_is_at_none():
    assert here(kept(4, 4, 4, 4), (LINE,)) is None


@pytest.mark.parametrize(
    ("settled", "extra", "why"),
    [
        ([4, 2], 0, "1 phase behind"),
        ([1], 0, "2.2 phases behind"),
        ([0], 7, "2 phases behind, with 7 days more"),
        ([4, 4, 4, 2], 0, "1 phase ahead"),
        ([4, 4, 4], 14, "1.5 phases ahead, with 14 days more"),
        ([4, 3], 0, None),
    ],
)
def test_behind_and_ahead_begin_at_a_phase(settled, extra, why):
    one = person(extra_days=extra)

    told = [signal.why for signal in found(one, kept(*settled), terms(weeks_a_phase=2))]

    assert told == ([why] if why else [])


@pytest.mark.parametrize(
    ("since", "waiting", "why"),
    [
        (0, 1, "A milestone waits for a review since today"),
        (1, 1, "A milestone waits for a review, for 1 day"),
        (8, 1, "A milestone waits for a review, for 8 days"),
        (8, 2, "2 milestones wait for a review, the first for 8 days"),
    ],
)
def test_waiting_says_for_how_long(since, waiting, why):
    day = TODAY - timedelta(days=since)

    (waits,) = found(person(waits_since=day, waiting=waiting), kept(1), terms())

    assert (waits.kind, waits.why) == (Kind.WAITING, why)


def everything():
    """Somebody of whom everything is to be noticed but that they are ahead."""
    old = TODAY - timedelta(days=20)
    one = person(last_active=old, waits_since=date(2026, 4, 1), waiting=1)
    return one, kept(1, since={10: 30})


def test_signals_come_in_the_order_in_which_a_mentor_should_act():
    one, mine = everything()

    assert kinds(one, mine, terms(weeks_a_phase=2)) == [Kind.STUCK, Kind.WAITING, Kind.BEHIND, Kind.QUIET]


def test_before_the_cohort_starts_only_what_waits_is_noticed():
    one, mine = everything()
    later = terms(weeks_a_phase=2, starts_on=TODAY + timedelta(days=1))

    assert kinds(one, mine, later) == [Kind.WAITING]
    assert pace(one, mine, later) is None


@pytest.mark.parametrize("settled", [(1,), (4, 4, 4, 3)], ids=["behind", "ahead"])
def test_after_its_end_only_what_waits_is_noticed(settled):
    one, _ = everything()
    mine = kept(*settled, since={40: 30})
    ended = terms(weeks_a_phase=2, ended_on=TODAY - timedelta(days=1))

    assert kinds(one, mine, ended) == [Kind.WAITING]
    assert pace(one, mine, ended) is None


@pytest.mark.parametrize("last_day", [TODAY, TODAY + timedelta(days=90)])
def test_until_its_last_day_is_over_a_cohort_goes_on(last_day):
    one, mine = everything()

    assert kinds(one, mine, terms(weeks_a_phase=2, ended_on=last_day)) == [*Kind][:4]


def test_a_pause_excuses_from_being_quiet_and_from_nothing_else():
    one, mine = everything()

    found = kinds(one._replace(paused=True), mine, terms(weeks_a_phase=2))

    assert found == [Kind.STUCK, Kind.WAITING, Kind.BEHIND]


def test_without_a_pace_nobody_is_behind():
    assert kinds(person(), kept(0), terms(weeks_a_phase=None)) == []
    assert pace_words(None) == ""
