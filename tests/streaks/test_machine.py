"""A learner does whatever learners do; what is stored is what is counted, and the model agrees."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.conf import settings as site
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from progress.learning import visitors
from progress.learning.joining import join
from progress.learning.marks import set_state, undo
from progress.learning.models import StoredStreak, StreakMode
from progress.learning.streaks import choosing
from progress.learning.streaks.counting import count
from progress.learning.streaks.reading import history_of
from progress.learning.streaks.rebuilding import is_as_logged
from progress.learning.streaks.stored import as_it_stands, short, stored_of
from roadmap_site.accounts import zones
from tests.factories import make_learner, make_phase, make_topic
from tests.streaks.model import Model

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SessionStore = import_module(site.SESSION_ENGINE).SessionStore
BEGINS = [
    datetime(2026, 3, 5, 12, tzinfo=UTC),
    datetime(2026, 3, 27, 12, tzinfo=UTC),
    datetime(2011, 12, 26, tzinfo=UTC),
]
ZONES = [
    *("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland"),
    *("Etc/GMT+12", "Pacific/Kiritimati", "Pacific/Apia"),
]
LATER = 25  # days that are looked ahead


class Learner(RuleBasedStateMachine):
    """The model is told what the learner did; which day that is, it finds out by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.learner = None
        self.ticks = []

    @rule(begin=st.sampled_from(BEGINS), zone=st.sampled_from(ZONES))
    @precondition(lambda self: self.learner is None)
    def sign_up(self, begin, zone):
        self.learner, self.phase, self.at = make_learner(), make_phase(), begin
        zones.move(user=self.learner, zone=zone, at=begin)
        self.model = Model([(begin, zone)])
        self.counts = {}  # activities by day

    signed_up = precondition(lambda self: self.learner is not None)

    @rule(hours=st.integers(1, 60))
    @signed_up
    def wait(self, hours):
        self.at += hours * HOUR

    @rule()
    @signed_up
    def wait_a_little(self):
        self.at += HOUR / 2

    @rule(days=st.integers(1, 12))
    @signed_up
    def keep_at_it(self, days):
        """Many days in a row, so that freezes are earned."""
        for _ in range(days):
            self.at += DAY
            self.tick()

    @rule()
    @signed_up
    def tick(self):
        topic = make_topic(phase=self.phase)
        change = set_state(learner=self.learner, topic=topic, state="done", at=self.at)
        self.model.deeds.append(self.at)
        self.ticks.append((change.id, self.model.day_at(self.at)))
        self._count(self.model.day_at(self.at), 1)

    @rule()
    @precondition(lambda self: self.ticks)
    def untick(self):
        change, day = self.ticks.pop()
        undo(learner=self.learner, change_id=change, at=self.at)
        self.model.deeds.append(self.at)
        if day == self.model.day_at(self.at):
            self._count(day, -1)

    @rule(zone=st.sampled_from(ZONES))
    @signed_up
    def move(self, zone):
        self.at += HOUR
        self._tell(zone)

    @rule(zone=st.sampled_from(ZONES))
    @signed_up
    def think_better_of_a_zone(self, zone):
        """Soon after the one before, unless something else comes in between."""
        self.at += HOUR / 2
        self._tell(zone)

    @rule(mode=st.sampled_from(StreakMode), days=st.integers(1, 7))
    @signed_up
    def choose(self, mode, days):
        choosing.choose_mode(learner=self.learner, mode=mode, days=days, at=self.at)
        before, days_before = self.model.mode(self._today())
        if before != mode or (mode == StreakMode.WEEKLY and days_before != days):  # else it is so already
            self.model.modes.append((self._today(), mode.value, days))

    @rule(wait=st.integers(0, 5), length=st.none() | st.integers(0, 20))
    @signed_up
    def pause(self, wait, length):
        choices = choosing.Choices.of(self.learner, self.at)
        first = choices.earliest + wait * DAY
        last = None if length is None else first + length * DAY
        if choices.pause is None:
            choosing.pause(learner=self.learner, first=first, last=last, at=self.at)
            self.model.pauses.append((first, True, last))

    @rule(length=st.none() | st.integers(0, 20))
    @signed_up
    def move_end(self, length):
        pause = choosing.Choices.of(self.learner, self.at).pause
        if pause is not None:
            begins = max(pause.effective, self._today())
            last = None if length is None else begins + length * DAY
            choosing.move_end(learner=self.learner, last=last, at=self.at)
            self.model.pauses.append((begins, True, last))

    @rule()
    @signed_up
    def go_on(self):
        pause = choosing.Choices.of(self.learner, self.at).pause
        choosing.go_on(learner=self.learner, at=self.at)
        if pause is not None:
            self.model.pauses.append((max(pause.effective, self._today()), False, None))

    @rule(days=st.integers(0, 10), zone=st.sampled_from(ZONES))
    @signed_up
    def join_late(self, days, zone):
        session, topic, then = SessionStore(), make_topic(phase=self.phase), self.at - days * DAY
        visitors.set_state(session=session, zone=zone, topic=topic, state="done", at=then)
        join(learner=self.learner, session=session, at=self.at)
        self._count(zones.local_day(then, zone), 1)
        if not days:  # what was done longer ago is news to nobody's zone
            self.model.deeds.append(then)

    @invariant()
    @signed_up
    def what_is_stored_is_what_is_counted(self):
        self.learner.refresh_from_db()
        assert is_as_logged(self.learner, self.at)
        assert set(self.learner.active_days.values_list("day", flat=True)) == self.model.active

    @invariant()
    @signed_up
    def the_model_counts_alike_today_and_on_later_days(self):
        history, today = history_of(self.learner), self.model.day_at(self.at)
        stored = StoredStreak.objects.filter(learner=self.learner).first()
        for day in (today + n * DAY for n in range(LATER)):
            streak = count(history, day)
            if stored is not None:
                told = stored_of(self.learner, streak)
                assert as_it_stands(stored, day) == as_it_stands(told, day)
                assert short(stored, day).length == streak.length
        streak = count(history, today)
        assert (streak.mode, streak.length, streak.longest, streak.freezes) == self.model.streak(today)

    def _tell(self, zone):
        zones.move(user=self.learner, zone=zone, at=self.at)
        if zone != self.model.zones[-1][1]:
            self.model.zones.append((self.at, zone))

    def _today(self):
        effective = [change[0] for change in self.model.modes]
        return max([self.model.day_at(self.at), *self.model.active, *effective])

    def _count(self, day, number):
        self.counts[day] = self.counts.get(day, 0) + number
        self.model.active = {one for one, counts in self.counts.items() if counts}


def run(examples: int, steps: int) -> None:
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Learner, settings=chosen)


@pytest.mark.django_db
def test_whatever_a_learner_does():
    run(examples=8, steps=20)


@pytest.mark.full
@pytest.mark.django_db
def test_whatever_many_learners_do():
    run(examples=40, steps=30)
