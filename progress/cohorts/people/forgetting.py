"""Forgetting addresses of people who were invited: most of those who did not come have no account here."""

from datetime import datetime, timedelta

from django.db.models import Q

from progress.cohorts.models import Invitation

KEPT = timedelta(days=30)  # after its last day, for an owner who asks who has not come


def forget_addresses(at: datetime) -> int:
    """Return how many; what is left of their invitations says when and by whom they were made."""
    over = Q(expires_at__lt=at - KEPT) | Q(revoked_at__lt=at - KEPT)
    return Invitation.objects.filter(over).exclude(address="").update(address="")
