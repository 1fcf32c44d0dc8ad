"""Resources that learners have ticked as read; one tick holds wherever the resource is named."""

from datetime import datetime

from curriculum.models import Resource, Roadmap
from progress.learning.models import Read
from roadmap_site.accounts.models import User


def set_read(*, learner: User, resource: Resource, read: bool, at: datetime) -> None:
    """Saying it again changes nothing."""
    if read:
        Read.objects.bulk_create([Read(learner=learner, resource=resource, at=at)], ignore_conflicts=True)
    else:
        learner.reads.filter(resource=resource).delete()


def reads(learner: User, roadmap: Roadmap) -> set[int]:
    """Return the primary keys of what `roadmap` names and `learner` has read."""
    named = learner.reads.filter(resource__references__roadmap=roadmap)
    return set(named.values_list("resource", flat=True))
