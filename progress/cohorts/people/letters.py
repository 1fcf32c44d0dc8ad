"""The mail that brings an invitation: posted as mail about the account is, so that the ledger knows of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from progress.cohorts.models import Invitation
from roadmap_site.accounts import post
from roadmap_site.accounts.models import User


def address_of(invitation: Invitation) -> str:
    """Return the link, as people get it."""
    return urljoin(settings.SITE_URL, reverse("join", args=[invitation.token]))


def post_all(invitations: Iterable[Invitation], *, at: datetime) -> None:
    """Post each to its address; an address that nobody reads any more, or that wants none, gets none."""
    waiting = list(invitations)
    people = {user.email: user for user in User.objects.filter(email__in=[one.address for one in waiting])}
    for invitation in waiting:
        post.deliver(_parcel(invitation, people, at), at=at)


def _parcel(invitation: Invitation, people: Mapping[str, User], at: datetime) -> post.Parcel:
    context = {"invitation": invitation, "url": address_of(invitation), "site_url": settings.SITE_URL}
    subject = render_to_string("cohorts/email/invitation_subject.txt", context)
    return post.Parcel(
        EmailMessage(
            " ".join(subject.split()),
            render_to_string("cohorts/email/invitation_message.txt", context).strip(),
            to=[invitation.address],
        ),
        person=people.get(invitation.address),
        asked_for=False,
        lasts=invitation.expires_at - at,
        many=True,
    )
