"""Whose zone days stay in for a while, after too many moves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import spoken


@dataclass(frozen=True, slots=True)
class Held:
    """The zone that days stay in, in words, and until when."""

    zone: str
    until: datetime

    @classmethod
    def of(cls, user: User, at: datetime) -> Self | None:
        until = user.held_until
        return cls(spoken(user.held_zone), until) if until is not None and at < until else None

    @property
    def words(self) -> str:
        """By the clock that is in force."""
        until = date_format(timezone.localtime(self.until), "l j F, H:i")
        words = gettext(
            "You have moved more than twice in seven days,"
            " so your days stay those of %(zone)s until %(until)s."
        )
        return words % {"zone": self.zone, "until": until}
