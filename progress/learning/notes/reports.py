"""Dead links: a learner reports one, an editor mends it and closes the reports."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Min, Q, QuerySet

from curriculum.models import Resource
from progress.learning.models import LinkReport, ReportedResource
from progress.learning.recording import begin
from roadmap_site.accounts.models import User

OPEN = Q(link_reports__closed_at=None, link_reports__url=F("url"))  # a link that has changed since is another


@transaction.atomic
def report(*, learner: User, resource: Resource, at: datetime) -> None:
    """Say once that its link is dead; what was said of an address that it had before is closed."""
    begin(learner, [])
    waiting = learner.link_reports.filter(resource=resource, closed_at=None)
    waiting.exclude(url=resource.url).update(closed_at=at)
    LinkReport.objects.bulk_create(
        [LinkReport(learner=learner, resource=resource, url=resource.url, at=at)], ignore_conflicts=True
    )


@transaction.atomic
def take_back(*, learner: User, resource: Resource) -> None:
    """As if it had not been said; what an editor has closed stays."""
    begin(learner, [])
    learner.link_reports.filter(resource=resource, closed_at=None).delete()


def reported(learner: User, resources: Collection[Resource]) -> set[int]:
    """Return those that the learner has reported as they are now, by primary key."""
    waiting = learner.link_reports.filter(resource__in=resources, closed_at=None, url=F("resource__url"))
    return set(waiting.values_list("resource", flat=True))


def waiting() -> QuerySet[ReportedResource]:
    """Return the resources with open reports, what most people miss first."""
    counted = ReportedResource.objects.live().annotate(
        reports=Count("link_reports", filter=OPEN), since=Min("link_reports__at", filter=OPEN)
    )
    return counted.filter(reports__gt=0).order_by("-reports", "since")


def close(*, resources: Collection[Resource], at: datetime) -> int:
    """Close all open reports of `resources`; return how many there were."""
    return LinkReport.objects.filter(resource__in=resources, closed_at=None).update(closed_at=at)
