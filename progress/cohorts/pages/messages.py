"""Messages as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from progress.cohorts.access import Place
from progress.cohorts.messages.reading import SHOWN, Conversation, messages_in
from progress.cohorts.tables.choosing import Choice
from progress.cohorts.tables.outline import outline
from progress.learning.notes.rendering import rendered
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """A message of a conversation."""

    key: int
    name: str
    is_own: bool
    is_new: bool
    words: SafeString
    at: datetime


@dataclass(frozen=True, slots=True)
class Lines:
    """The newest of them; `has_more` says that there were others before."""

    shown: list[Line]
    has_more: bool

    @classmethod
    def of(cls, person: User, conversation: Conversation) -> Self:
        found = list(messages_in(person, conversation).order_by("-pk")[: SHOWN + 1])
        shown = [
            Line(
                key=one.pk,
                name=str(one.sender),
                is_own=one.sender_id == person.pk,
                is_new=one.recipient_id == person.pk and one.read_at is None,
                words=rendered(one.words),
                at=one.at,
            )
            for one in reversed(found[:SHOWN])
        ]
        return cls(shown, len(found) > SHOWN)


@dataclass(frozen=True, slots=True)
class GroupPage:
    """The filters by which a group is picked, as on the overview."""

    choice: Choice
    shows: list[tuple[str, str]]
    stations: list[tuple[int, str]]

    @classmethod
    def of(cls, place: Place, choice: Choice) -> Self:
        lines = outline(place.cohort).lines
        several = len(lines) > 1
        stations = [
            (
                phase.pk,
                f"{line.title}: {phase.number} {phase.name}" if several else f"{phase.number} {phase.name}",
            )
            for line in lines
            for phase in line.stations
        ]
        return cls(choice, list(_shows(has_pace=bool(place.cohort.weeks_a_phase))), stations)


def _shows(*, has_pace: bool) -> Iterable[tuple[str, str]]:
    yield "stuck", gettext("stuck")
    yield "waiting", gettext("waiting for a review")
    if has_pace:
        yield "behind", gettext("behind pace")
        yield "on-pace", gettext("on pace")
        yield "ahead", gettext("ahead of it")
    yield "quiet", gettext("quiet")
    yield "active", gettext("active this week")
    yield "paused", gettext("paused")
    yield "finished", gettext("finished")
