"""What is known of an instant later is what the planner saw at it, whatever was done before and after."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from progress.learning import marks
from progress.learning.plans import enrolment
from progress.learning.streaks import choosing
from progress.reminders.addresses import suppress
from progress.reminders.models import MailChoices, Suppression
from progress.reminders.schedule.facts import facts_of
from progress.reminders.schedule.hindsight import known, zones_told
from roadmap_site.accounts import zones
from roadmap_site.accounts.models import User
from tests.factories import make_topic
from tests.reminders.people import EVERY_DAY, make_reader

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 3, 20, 12, tzinfo=UTC)  # clocks are put forward in Europe soon after
PLACES = ("Europe/Berlin", "Asia/Tokyo", "Pacific/Apia", "America/Los_Angeles", "UTC")


@dataclass
class Life:
    """Somebody who does one thing or another, hours or days apart."""

    person: User
    random: Random
    at: datetime = BEGIN

    def go_on(self):
        self.at += timedelta(hours=self.random.choice((1, 5, 11, 24, 50)))
        act = self.random.choice(
            (self.study, self.study, self.study, self.untick, self.pause, self.move, self.count)
        )
        act()

    def study(self):
        self.topic = make_topic()
        marks.set_state(learner=self.person, topic=self.topic, state="done", at=self.at)

    def untick(self):
        if hasattr(self, "topic"):
            marks.set_state(learner=self.person, topic=self.topic, state="todo", at=self.at)

    def pause(self):
        choices = choosing.Choices.of(self.person, self.at)
        if choices.pause:
            choosing.go_on(learner=self.person, at=self.at)
        else:
            last = choices.earliest + timedelta(days=self.random.choice((0, 3, 300)))
            choosing.pause(learner=self.person, first=choices.earliest, last=last, at=self.at)

    def move(self):
        zones.move(user=self.person, zone=self.random.choice(PLACES), at=self.at)

    def count(self):
        mode = self.random.choice(("daily", "weekly"))
        choosing.choose_mode(learner=self.person, mode=mode, days=2, at=self.at)


def known_later(person, instants):
    choices = MailChoices.objects.select_related("person").get(pk=person.pk)
    return known(choices, zones_told(person), list(instants))


def seen_by_the_planner(person, at):
    choices = MailChoices.objects.select_related("person").get(pk=person.pk)
    return facts_of([choices], at)[person.pk]


def begin_a_line_without_an_end(person):
    """Where everything else is finished on a day and then not, nobody can tell afterwards."""
    marks.set_state(learner=person, topic=make_topic(), state="learning", at=BEGIN - timedelta(days=8))


@pytest.mark.parametrize("seed", range(8))
def test_hindsight_is_what_was_seen(seed):
    person = make_reader(
        "Europe/Berlin", weekdays=EVERY_DAY, at_risk=True, chosen_at=BEGIN - timedelta(days=9)
    )
    zones.move(user=person, zone="Europe/Berlin", at=BEGIN - timedelta(days=9))
    begin_a_line_without_an_end(person)
    life, seen = Life(person, Random(seed)), {}
    for _ in range(25):
        life.go_on()
        for later in (timedelta(), timedelta(minutes=59)):
            seen[life.at + later] = seen_by_the_planner(person, life.at + later)

    told = known_later(person, seen)

    assert {at: told[at].facts(at) for at in seen} == seen


def test_a_forecast_is_what_the_planner_sees_if_nothing_is_done():
    person = make_reader("UTC", weekdays=EVERY_DAY, at_risk=True, chosen_at=BEGIN - timedelta(days=9))
    life = Life(person, Random(1))
    for day in range(3):
        life.at = BEGIN + timedelta(days=day)
        life.study()
    days = [life.at + timedelta(days=n) for n in range(20)]

    told = known_later(person, [life.at])[life.at]

    assert [told.facts(at) for at in days] == [seen_by_the_planner(person, at) for at in days]


def test_an_address_is_suppressed_from_an_instant_on():
    person = make_reader()
    suppress(person.email, why=Suppression.Why.BOUNCE, at=BEGIN)
    before = BEGIN - timedelta(seconds=1)

    told = known_later(person, [before, BEGIN])

    assert (told[before].suppressed, told[BEGIN].suppressed) == (False, True)


def test_what_was_followed_and_finished_is_remembered():
    person, seen = make_reader("UTC", weekdays=EVERY_DAY), {}
    first, second, third = make_topic(), make_topic(), make_topic()

    def look(days):
        at = BEGIN + timedelta(days=days)
        seen[at] = seen_by_the_planner(person, at).finished
        return at

    look(0)
    marks.set_state(learner=person, topic=first, state="done", at=look(1))
    enrolment.start(learner=person, roadmap=second.roadmap, at=look(3))
    enrolment.pause(learner=person, roadmap=second.roadmap, at=look(5))
    enrolment.start(learner=person, roadmap=second.roadmap, at=look(7))
    enrolment.leave(learner=person, roadmap=second.roadmap, at=look(9))
    marks.set_state(learner=person, topic=third, state="learning", at=look(11))
    marks.set_state(learner=person, topic=third, state="todo", at=look(13))
    look(15)

    told = known_later(person, [at - timedelta(days=1) for at in seen])  # rows of lines have days only

    assert [told[at].finished for at in sorted(told)] == list(seen.values())
    assert list(seen.values()) == [False, False, True, False, True, False, True, False, True]
