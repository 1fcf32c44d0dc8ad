"""What mails there are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    REMINDER = "reminder", _("reminder")
    AT_RISK = "at_risk", _("streak at risk")
    NUDGE = "nudge", _("nudge after quiet days")
    DIGEST = "digest", _("weekly digest")
    REVIEWED = "reviewed", _("milestone reviewed")
    MESSAGE = "message", _("mentor's message")
    COHORT_DIGEST = "cohort", _("weekly digest of a cohort")
    REVIEW_WAITING = "waiting", _("review waiting")
    SAMPLE = "sample", _("one to look at")  # asked for on the settings page
    ACCOUNT = "account", _("about the account")  # codes, new passwords: allauth's


# At most one of these a local date; they keep quiet hours, pauses and what is finished
CAPPED = (Kind.REMINDER, Kind.AT_RISK, Kind.NUDGE, Kind.DIGEST)

# Those that nobody gets who has not chosen them
CHOSEN = (*CAPPED, Kind.REVIEWED, Kind.MESSAGE, Kind.COHORT_DIGEST, Kind.REVIEW_WAITING)

# On Mondays, besides: what other rooms tell of the week
WEEKLY = (Kind.COHORT_DIGEST,)
