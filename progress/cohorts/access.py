"""Who may look at a cohort. Asked anew for each request, so a role that was taken away is gone at once."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import Http404

from curriculum.models import Roadmap
from progress.cohorts.models import Cohort, Membership, Role
from progress.cohorts.tables.news import NOTHING_NEW, News, news_of
from roadmap_site.accounts.models import User

RANK = {Role.LEARNER: 0, Role.OBSERVER: 1, Role.MENTOR: 2, Role.OWNER: 3}


@dataclass(frozen=True)
class Place:
    """Somebody in a cohort."""

    cohort: Cohort
    membership: Membership

    @property
    def role(self) -> Role:
        return Role(self.membership.role)

    @property
    def roadmaps(self) -> list[Roadmap]:
        """Ask for the cohort's roadmaps, in their order."""
        return [line.roadmap for line in self.cohort.lines.select_related("roadmap")]

    @cached_property
    def news(self) -> News:
        """Ask for what waits there for the viewer's own word."""
        return news_of(self.membership) if self.may_review else NOTHING_NEW

    @property
    def may_review(self) -> bool:
        return RANK[self.role] >= RANK[Role.MENTOR]

    @property
    def may_keep(self) -> bool:
        return self.role == Role.OWNER


def place_of(person: object, cohort: int, *, least: Role, though_archived: bool = False) -> Place:
    """Return the place of one who is `least` that. Raise Http404 for anybody else, as if it were not there.

    One that is archived is there for its owners alone, but for what is each one's own.
    """
    if not isinstance(person, User):
        raise Http404
    current = Membership.objects.current().select_related("cohort")
    membership = current.filter(cohort=cohort, person=person).first()
    if membership is None or RANK[Role(membership.role)] < RANK[least]:
        raise Http404
    archived = membership.cohort.archived_at is not None
    if archived and membership.role != Role.OWNER and not though_archived:
        raise Http404
    return Place(membership.cohort, membership)


def may_make_cohorts(person: User) -> bool:
    """Whether staff have granted it, or the site grants it to everybody."""
    return bool(settings.OPEN_COHORTS) or person.has_perm("cohorts.add_cohort")
