"""People who have chosen mails, and what they have done."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from curriculum.models import Topic
from progress.learning import marks
from progress.reminders.models import MailChoices
from progress.reminders.schedule.following import choose_anew
from roadmap_site.accounts.models import User
from tests.factories import make_learner, make_topic

LONG_AGO = datetime(2026, 1, 1, 12, tzinfo=UTC)
EVERY_DAY = list(range(7))


def make_reader(zone: str = "Europe/Berlin", *, chosen_at: datetime = LONG_AGO, **chosen: Any) -> User:
    """A learner in `zone` who has chosen mails."""
    person = make_learner(time_zone=zone)
    choose_anew(choices=MailChoices(person=person, **chosen), at=chosen_at)
    return person


def study(person: User, *days: date, topic: Topic | None = None) -> None:
    """Be active at noon UTC on each day."""
    topic = topic or make_topic()
    for day in days:
        at = datetime.combine(day, time(12), UTC)
        marks.set_state(learner=person, topic=topic, state="learning", at=at)
        marks.work_on(learner=person, topic=topic, at=at)


def next_due(person: User) -> datetime | None:
    return MailChoices.objects.get(pk=person.pk).next_due_at


def local(text: str, hours: int) -> datetime:
    """The instant that clocks `hours` east of Greenwich show as `text`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC) - timedelta(hours=hours)
