"""Whom the masthead leads to cohorts: who is in one, or may make one."""

from django.db import transaction

from progress.cohorts.access import may_make_cohorts
from progress.cohorts.models import Membership
from roadmap_site.accounts.models import User

PAGE = "cohorts"


def hold(person: User) -> User | None:
    """Lock the person's row, before any other lock, as a deletion does; None when they are gone."""
    return User.objects.select_for_update(no_key=True).filter(pk=person.pk).first()


@transaction.atomic
def lead_rightly(*, person: User) -> None:
    """Have the masthead lead to cohorts, or no longer, as it is now."""
    held = hold(person)
    if held is None:
        return
    wanted = Membership.objects.current().filter(person=held).exists() or may_make_cohorts(held)
    if wanted != (PAGE in held.further_pages):
        others = [page for page in held.further_pages if page != PAGE]
        held.further_pages = [*others, PAGE] if wanted else others
        held.save(update_fields=["further_pages"])
    person.further_pages = held.further_pages
