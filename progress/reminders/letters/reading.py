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
from progress.reminders.schedule.slots import QUIET_DAYS, quiet_days
from roadmap_site.accounts.zones import known, local_day

log = logging.getLogger(__name__)


def read_contents(mails: Sequence[Claimed], at: datetime) -> dict[int, Contents]:
    """Return them by mail. One that can't be made is left out, and logged: the others are to be sent."""
    read = Read.of(mails, at)
    contents = {}
    for mail in mails:
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
            quiet=quiet_days(facts.last, mail.date) if facts.last else None,
            last_nudge=_is_last(facts, mail),
            chosen=facts.chosen,
            week=self.weeks.of(facts, pages) if self.weeks and mail.kind == Kind.DIGEST else None,
        )


def _is_last(facts: Facts, mail: Claimed) -> bool:
    """Whether no nudge comes after this one; quiet days are counted from choosing at the earliest."""
    chosen = local_day(facts.since, facts.person.time_zone) if facts.since else None
    since = max((day for day in (facts.last, chosen) if day), default=None)
    return since is not None and quiet_days(since, mail.date) >= max(QUIET_DAYS)
