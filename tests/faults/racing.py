"""Somebody ticks, unsubscribes or deletes the account while a mail to them is about to be sent.

`python -m tests.faults.racing COUNT [--unguarded]` prints who was first how often, and what is wrong. Each
mail is of a streak at risk, which all three silence. Both sides set out together, then wait by chance, so
that either may be first.
"""

import argparse
import json
import os
import random
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from time import monotonic, sleep

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")
django.setup()

from django.db import connection  # noqa: E402

from curriculum.models import Topic  # noqa: E402
from progress.learning import marks  # noqa: E402
from progress.reminders.ledger import finishing, stopping  # noqa: E402
from progress.reminders.models import Kind, Mail, MailChoices  # noqa: E402
from progress.reminders.sending import sender  # noqa: E402
from roadmap_site.accounts import erasure  # noqa: E402
from roadmap_site.accounts.models import User  # noqa: E402
from tests.factories import make_learner  # noqa: E402

ACTS = ("tick", "stop", "delete")
AT_ONCE = 3  # races
HOUR = timedelta(hours=1)

# The control: as if what was asked when it was claimed were enough
_UNGUARDED = """
CREATE OR REPLACE FUNCTION reminders_begin(
    mail bigint, mine uuid, at timestamptz, today date, suppressed boolean,
    OUT verdict text, OUT done_today boolean
)
LANGUAGE sql
AS $$
    UPDATE reminders_mail SET state = 'sending', claim = mine WHERE id = mail;
    SELECT 'go', false;
$$
"""


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Race:
    """`begins` and `acted` are instants: before asking whether to send, and after the other has committed."""

    act: str
    person: User
    mail: Mail
    barrier: Barrier = field(default_factory=lambda: Barrier(2))
    begins: float = 0
    begun: float = 0
    acts: float = 0
    acted: float = 0

    @property
    def first(self) -> str:
        if self.acted < self.begins:
            return "first"
        return "last" if self.acts > self.begun else "at the same time"


_races: dict[int, Race] = {}  # by mail
_lengths = dict.fromkeys(ACTS, 0.02)  # in seconds, of what each did last
_begin = finishing.begin


def begin(mail, **how):
    race = _races[mail.mail_id]
    race.barrier.wait(30)
    sleep(random.uniform(0, 3 * _lengths[race.act]))
    race.begins = monotonic()
    try:
        return _begin(mail, **how)
    finally:
        race.begun = monotonic()


def act(race: Race, topic: Topic) -> None:
    try:
        race.barrier.wait(30)
        sleep(random.uniform(0, 2 * _lengths[race.act]))
        race.acts = monotonic()
        if race.act == "tick":
            marks.set_state(learner=race.person, topic=topic, state="done", at=now())
        elif race.act == "stop":
            stopping.stop(person_pk=race.person.pk, kinds=[Kind.AT_RISK], at=now())
        else:
            erasure.erase(person=race.person)
        race.acted = monotonic()
        _lengths[race.act] = race.acted - race.acts
    finally:
        connection.close()


def send(race: Race) -> None:
    try:
        sender.send_one(race.mail.pk, now)
    finally:
        connection.close()


def set_up(what: str) -> Race:
    person, at = make_learner(), now()
    MailChoices.objects.create(person=person, at_risk=True, since=at)
    mail = Mail.objects.create(
        recipient=person,
        kind=Kind.AT_RISK,
        key=str(at.date()),
        day=at.date(),
        due_at=at,
        expires_at=at + HOUR,
    )
    race = _races[mail.pk] = Race(what, person, mail)
    return race


def run(what: str) -> Race:
    race, topic = set_up(what), Topic.objects.live().first()
    with ThreadPoolExecutor(2) as pool:
        for side in [pool.submit(send, race), pool.submit(act, race, topic)]:
            side.result()
    connection.close()
    return race


def mistakes(race: Race, taken: set[int]) -> list[str]:
    """`taken` are the mails that the relay has."""
    number, row = race.mail.pk, Mail.objects.filter(pk=race.mail.pk).first()
    wrong = []
    if race.first == "first" and number in taken:
        wrong.append(f"{race.act} was first, and there is a mail")
    if race.first == "last" and number not in taken:
        wrong.append(f"{race.act} was last, and there is no mail")
    if row is not None and (row.state == "sent") != (number in taken):
        wrong.append(f"{race.act}: the ledger says {row.state}, the relay has {(number in taken):d}")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.racing", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--log", type=Path, required=True, help="the relay's")
    parser.add_argument("--unguarded", action="store_true")
    asked = parser.parse_args()
    finishing.begin = begin
    if asked.unguarded:
        with connection.cursor() as cursor:
            cursor.execute(_UNGUARDED)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        races = list(pool.map(run, (ACTS[number % len(ACTS)] for number in range(asked.count))))
    taken = {int(number) for number in re.findall(r"<reminder-(\d+)@", asked.log.read_text())}
    figures = Counter(f"{race.act} {race.first}" for race in races)
    wrong = [one for race in races for one in mistakes(race, taken)]
    print(json.dumps({"figures": dict(sorted(figures.items())), "wrong": dict(Counter(wrong))}))  # noqa: T201


if __name__ == "__main__":
    main()
