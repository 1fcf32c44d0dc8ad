"""Which mails a person has chosen. No row means none."""

from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from progress.reminders.models.kinds import Kind


class MailChoices(models.Model):
    """One person's; the row is what sending, stopping and deleting lock, so that one of them is first.

    `weekdays` (0 is Monday) are those of reminders, none meaning no reminders. `at` is the hour by the wall
    clock of reminders, nudges and the digest. `quiet_from` to `quiet_until` nothing of these is sent.
    `since` is when something was last switched on: quiet days are counted from there at the earliest.
    `next_due_at` is when the planner looks next.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choices", primary_key=True
    )
    weekdays = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    at = models.TimeField(default=time(18))
    quiet_from = models.TimeField(default=time(22))
    quiet_until = models.TimeField(default=time(7))
    at_risk = models.BooleanField(default=False)
    nudge = models.BooleanField(default=False)
    digest = models.BooleanField(default=False)
    reviewed = models.BooleanField(default=False)
    message = models.BooleanField(default=False)
    cohort = models.BooleanField(default=False)
    waiting = models.BooleanField(default=False)
    since = models.DateTimeField()
    next_due_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index("next_due_at", name="mail_due_next", condition=Q(next_due_at__isnull=False))]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=list(range(7))), name="mail_weekdays_of_a_week"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(str(kind.label) for kind in Kind if self.wants(kind)) or "no mail"

    def wants(self, kind: Kind) -> bool:
        """Whether mail of this kind was chosen; what is not a matter of choice is wanted."""
        return bool(self.weekdays) if kind == Kind.REMINDER else getattr(self, kind.value, True)

    def switch_off(self, kind: Kind) -> None:
        if kind == Kind.REMINDER:
            self.weekdays = []
        else:
            setattr(self, kind.value, False)
