"""What becomes of a cohort whose only owner deletes their account."""

from django.utils import timezone

from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Cohort, Invitation, Membership, Role
from roadmap_site.accounts.models import User

What = AuditEntry.What


def hand_over(person: User) -> None:
    """Make the mentor who has been there longest the owner. Where there is none, put the cohort away: its
    learners keep what was reviewed, and the staff may give it an owner. Forget invitations to the person.
    """
    owned = Membership.objects.current().filter(person=person, role=Role.OWNER).values("cohort")
    for cohort in Cohort.objects.select_for_update(no_key=True).filter(pk__in=owned).order_by("pk"):
        others = Membership.objects.current().filter(cohort=cohort).exclude(person=person)
        if not others.filter(role=Role.OWNER).exists():
            _hand_over(cohort, others.filter(role=Role.MENTOR).order_by("joined_at", "pk").first())
    Invitation.objects.filter(address=person.email).delete()


def _hand_over(cohort: Cohort, heir: Membership | None) -> None:
    at = timezone.now()
    if heir is None:
        Cohort.objects.filter(pk=cohort.pk, archived_at=None).update(archived_at=at)
        return
    Membership.objects.filter(pk=heir.pk).update(role=Role.OWNER)
    told = {"from": Role.MENTOR.value, "to": Role.OWNER.value, "inherited": True}
    note(What.ROLE, cohort=cohort, actor=heir.person, learner=heir.person, at=at, told=told)
