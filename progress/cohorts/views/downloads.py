"""Sending a table of a cohort as a file, and saying in the log who took it along."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from progress.cohorts.access import Place
from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry
from progress.cohorts.tables.exports import Table, csv_of, json_of

SENT: dict[str, Callable[[Table], StreamingHttpResponse]] = {"csv": csv_of, "json": json_of}
LONGEST = 60  # characters of the cohort's name in the file's


def download(
    request: HttpRequest, place: Place, table: Table, kind: str, *, called: str = ""
) -> StreamingHttpResponse:
    """`called` is what the log calls it. Who only asks what there would be (HEAD) takes nothing along."""
    if request.method != "HEAD":
        told = {"table": called or table.name, "as": kind}
        by, at = place.membership.person, timezone.now()
        note(AuditEntry.What.EXPORTED, cohort=place.cohort, actor=by, at=at, told=told)
    return SENT[kind](replace(table, name=_name(place, table)))


def _name(place: Place, table: Table) -> str:
    """Return what the file is called: cohort, table and day."""
    cohort = slugify(place.cohort.name, allow_unicode=True)[:LONGEST].strip("-") or "cohort"
    return f"{cohort}-{table.name}-{timezone.localdate()}"
