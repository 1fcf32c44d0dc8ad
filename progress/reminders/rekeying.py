"""Keeping suppressed addresses suppressed when the site's key changes, for their hashes are made with it."""

from collections.abc import Iterator

from django.db import transaction

from progress.reminders.addresses import hash_of, hashes_of
from progress.reminders.models import Suppression
from roadmap_site.accounts.models import User

PAGE = 1000  # people


def rekey() -> Iterator[tuple[int, int]]:
    """Write today's hash beside each that a former key has made of an account's address.

    Tell of each page of people how many were looked at and how many hashes written. An address that nobody
    here has can't be found by its hash.
    """
    last = 0
    while people := list(User.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "email")[:PAGE]):
        yield len(people), _rekey([email for _, email in people])
        last = people[-1][0]


@transaction.atomic
def _rekey(emails: list[str]) -> int:
    former = {digest: email for email in emails for digest in hashes_of(email)[1:]}
    found = Suppression.objects.filter(pk__in=former)
    fresh = {hash_of(former[one.pk]): one for one in found}
    there = set(Suppression.objects.filter(pk__in=fresh).values_list("pk", flat=True))
    missing = [Suppression(digest, one.why, one.at) for digest, one in fresh.items() if digest not in there]
    return len(Suppression.objects.bulk_create(missing, ignore_conflicts=True))
