"""What a batch of mails tells of, with as many statements as for one mail."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from progress.reminders.ledger.claiming import Claimed
from progress.reminders.letters.composing import PLANNED
from progress.reminders.letters.contents import Contents
from progress.reminders.letters.facts import Facts, facts_of
from progress.reminders.letters.next_stops import Ground, stops_of
from progress.reminders.letters.weekly import AllTold, asked_by, told_of
from progress.reminders.letters.weeks import Weeks
from progress.reminders.models import Kind
from progress.reminders.schedule.slots import AT_THE_HOUR, quiet_days
from roadmap_site.accounts.zones import known

log = logging.getLogger(__name__)


def read_contents(mails: Sequence[Claimed], at: datetime) -> dict[int, Contents]:
    """Return them by mail. One that can't be made is left out, and logged: the others are to be sent. What
    nobody may be told any more is left out without a word.
    """
    read = Read.of(mails, at)
    contents = {}
    for mail in mails:
        if not read.has_to_tell(mail):
            continue
        try:
            contents[mail.mail_id] = read.contents_of(mail, at)
        except Exception:
            log.exception("The contents of mail %s can't be made", mail.mail_id)
    return contents


@dataclass(frozen=True, slots=True)
class Read:
    """All that a batch needs, by person. What an event tells came with it."""

    facts: Mapping[int, Facts]
    ground: Ground
    weeks: Weeks | None
    told: AllTold  # of weekly mails

    @classmethod
    def of(cls, mails: Sequence[Claimed], at: datetime) -> Self:
        planned = [mail for mail in mails if mail.kind in PLANNED and mail.person]
        all_facts = facts_of([(mail.person, mail.today) for mail in planned if mail.person])
        digests = {mail.person.pk: mail.date for mail in planned if mail.person and mail.kind == Kind.DIGEST}
        return cls(
            facts={facts.person.pk: facts for facts in all_facts},
            ground=Ground.of(all_facts),
            weeks=Weeks.before(digests, all_facts, at) if digests else None,
            told=told_of(mails, at),
        )

    def has_to_tell(self, mail: Claimed) -> bool:
        asked = asked_by(mail)
        return asked is None or asked in self.told

    def contents_of(self, mail: Claimed, at: datetime) -> Contents:
        name = mail.person.name if mail.person else ""
        if asked := asked_by(mail):
            return Contents(name=name, told=self.told[asked])
        if mail.kind not in PLANNED or not mail.person:
            return Contents(name=name)
        facts = self.facts[mail.person.pk]
        pages = self.ground.pages_of(facts)
        return Contents(
            name=name,
            zone=known(mail.person.day_zone(at)),
            today=facts.today,
            streak=facts.lived.streak,
            days=facts.lived.fortnight(),
            stops=stops_of(pages),
            following=bool(pages),
            quiet=_quiet(facts, mail),
            last_nudge=_is_last(facts, mail),
            chosen=facts.chosen,
            week=self.weeks.of(facts, pages) if self.weeks and mail.kind == Kind.DIGEST else None,
        )


def _quiet(facts: Facts, mail: Claimed) -> int | None:
    """Return the number of days that the planner goes by."""
    schedule = facts.schedule
    since = schedule.quiet_since if schedule else facts.last
    return quiet_days(since, mail.date) if since and facts.last else None


def _is_last(facts: Facts, mail: Claimed) -> bool:
    """Whether silence follows, and nothing more comes before it."""
    schedule = facts.schedule
    if schedule is None or mail.kind not in AT_THE_HOUR:
        return False
    return schedule.is_last_before_silence(mail.date)
