"""Addresses that nothing is sent to any more, kept as keyed hashes."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.crypto import salted_hmac

from progress.reminders.models import Mail, MailState, Suppression
from roadmap_site.accounts.models import User

SALT = "reminders.suppressed"
SUPPRESSED = "suppressed"


def hash_of(address: str, secret: str | None = None) -> str:
    """Return what stands for the address: nobody who lacks the site's key can tell whose it is."""
    return salted_hmac(SALT, address.strip().lower(), secret=secret, algorithm="sha256").hexdigest()


def suppressed(addresses: Iterable[str]) -> set[str]:
    """Return those among `addresses` that nothing is sent to. One statement."""
    hashes = {digest: address for address in addresses for digest in hashes_of(address)}
    found = Suppression.objects.filter(pk__in=hashes).values_list("pk", flat=True)
    return {hashes[digest] for digest in found}


def suppress(address: str, *, why: Suppression.Why, at: datetime) -> None:
    """Send nothing to it any more but what somebody waits for. Saying it again changes nothing."""
    Suppression.objects.bulk_create(
        [Suppression(address_hash=hash_of(address), why=why, at=at)], ignore_conflicts=True
    )
    owners = User.objects.filter(email=address.strip().lower())
    waiting = Mail.objects.filter(recipient__in=owners, state=MailState.DUE)
    waiting.exclude(told__asked_for=True).update(
        state=MailState.SKIPPED, reason=SUPPRESSED, done_at=at, told=None
    )


def lift(address: str) -> bool:
    """Send to it again; return whether nothing was sent to it. Saying it again changes nothing."""
    number, _ = Suppression.objects.filter(pk__in=hashes_of(address)).delete()
    return number > 0


def hashes_of(address: str) -> list[str]:
    """By today's key and by those before it."""
    return [hash_of(address, str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
