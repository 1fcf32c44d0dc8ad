"""What a mail of each kind looks like, for those who choose."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from progress.learning.days import day_of
from progress.reminders.letters.composing import composed
from progress.reminders.letters.foot import foot
from progress.reminders.letters.headers import headers_of
from progress.reminders.letters.links import site
from progress.reminders.letters.made_up import made_up, made_up_event
from progress.reminders.letters.message import Message
from progress.reminders.letters.style_hashes import style_hashes
from progress.reminders.letters.writing import message_of
from progress.reminders.models import Kind
from progress.reminders.schedule.slots import EVENING
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import known

__all__ = ["example", "style_hashes"]

NOBODY = User(name="Robin", email="robin@example.org", time_zone="Europe/Berlin")
SETTINGS = "/settings/mail/"  # where links lead that would stop something


def example(kind: Kind, person: User | None, at: datetime) -> Message:
    """Return a made-up mail such as `person`, or somebody, might get today; its links stop nothing."""
    reader = person or NOBODY
    today, zone = day_of(reader, at), known(reader.day_zone(at))
    contents = replace(made_up(kind, today), name=reader.name, zone=zone)
    evening = datetime.combine(today, EVENING, ZoneInfo(zone))
    letter = composed(kind, contents, made_up_event(kind, today), evening)
    own = site(SETTINGS)
    below = foot(kind, contents.chosen, to=reader.email, stop=own, choose=own)
    return message_of(letter, below, to=reader.email, headers=headers_of(0, at))
