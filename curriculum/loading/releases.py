"""Releases: one load at a time, and what is older than what."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from curriculum.loading.plan import Plan
from curriculum.loading.refusals import LoadBusy
from curriculum.loading.source import Source
from curriculum.models import Release

__all__ = ["LoadBusy", "latest_real", "older_release", "one_at_a_time", "record"]

LOCK = 0x0CA1_0AD5  # any number, the same for every load; nothing else takes it


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the load's lock for one transaction, which this opens; raise LoadBusy if it is taken."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if cursor.fetchone() != (True,):
                raise LoadBusy
        yield


def older_release(digest: str, source_digest: str = "") -> Release | None:
    """Return the release that had this content before the current one had another, if one did.

    The files' own digest counts too: the same files may make another catalogue when the code that
    renders them has changed.
    """
    same = Q(digest=digest) | Q(source_digest=source_digest) if source_digest else Q(digest=digest)
    current = Release.objects.current()
    found = Release.objects.filter(same, draft=False).order_by("-pk").first()
    if current is None or found == current or (current.digest == digest and not current.draft):
        return None
    return found


def latest_real() -> Release | None:
    """Return the newest release that is no draft."""
    return Release.objects.filter(draft=False).order_by("-pk").first()


def record(
    plan: Plan,
    current: Release | None,
    *,
    at: datetime,
    source: Source,
    before: dict[str, Any] | None,
    restores: Release | None,
) -> Release:
    """Save the release that a plan makes; the watcher's last draft, if that is current, becomes it.

    `before` makes it a draft: it is what there was before any.
    """
    release = current if current and current.draft else Release()
    release.digest = plan.digest
    release.source_digest = source.digest
    release.renderer = source.renderer
    release.commit = source.commit
    release.at = at
    release.draft = before is not None
    release.before = before
    release.restores = restores
    release.changes = plan.changes_as_json()
    release.save()
    return release
