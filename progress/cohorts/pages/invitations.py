"""The invitations of a cohort, as its owners see them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from progress.cohorts.models import Cohort, Invitation
from progress.cohorts.pages.qr import qr_code
from progress.cohorts.people.invitations import Standing, standing, usable
from progress.cohorts.people.letters import address_of

SHOWN = 200  # of those to single addresses, and of those that are over


@dataclass(frozen=True, slots=True)
class OpenLink:
    invitation: Invitation
    url: str
    picture: SafeString

    @property
    def left(self) -> int:
        return self.invitation.uses - self.invitation.used


@dataclass(frozen=True, slots=True)
class Past:
    invitation: Invitation
    standing: Standing


@dataclass(frozen=True, slots=True)
class Invitations:
    """`links` are for whoever has them, `mailed` wait for the answer of an address."""

    links: list[OpenLink]
    mailed: list[Invitation]
    mailed_in_all: int
    past: list[Past]


def invitations_of(cohort: Cohort, at: datetime) -> Invitations:
    there = Invitation.objects.filter(cohort=cohort).select_related("cohort", "made_by").order_by("-pk")
    open_ones = there & usable(at).select_related("cohort", "made_by")
    links = [_link(one) for one in open_ones.filter(address="")[:SHOWN]]
    waiting = open_ones.exclude(address="")
    over = there.exclude(pk__in=open_ones.order_by().values("pk"))[:SHOWN]
    return Invitations(
        links=links,
        mailed=list(waiting[:SHOWN]),
        mailed_in_all=waiting.count(),
        past=[Past(one, standing(one, at)) for one in over],
    )


def _link(invitation: Invitation) -> OpenLink:
    url = address_of(invitation)
    return OpenLink(invitation, url, qr_code(url))
