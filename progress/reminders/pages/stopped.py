"""What the pages say that stop a kind of mail."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from progress.reminders.models import Kind

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Stopping:
    press: Words
    done: Words


STOPPING: dict[Kind | None, Stopping] = {
    Kind.REMINDER: Stopping(_("Stop reminders"), _("Reminders are stopped")),
    Kind.AT_RISK: Stopping(
        _("Stop mail about a streak at risk"), _("Mail about a streak at risk is stopped")
    ),
    Kind.NUDGE: Stopping(_("Stop nudges"), _("Nudges are stopped")),
    Kind.DIGEST: Stopping(_("Stop the weekly digest"), _("The weekly digest is stopped")),
    Kind.REVIEWED: Stopping(
        _("Stop mail about reviewed milestones"), _("Mail about reviewed milestones is stopped")
    ),
    Kind.MESSAGE: Stopping(
        _("Stop mail with mentors’ messages"), _("Mail with mentors’ messages is stopped")
    ),
    Kind.COHORT_DIGEST: Stopping(_("Stop the digests of cohorts"), _("The digests of cohorts are stopped")),
    Kind.REVIEW_WAITING: Stopping(
        _("Stop mail about waiting reviews"), _("Mail about waiting reviews is stopped")
    ),
    None: Stopping(_("Stop all mail"), _("All mail is stopped")),
}
