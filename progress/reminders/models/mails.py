"""The ledger: a row for each mail that was ever due to somebody."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from progress.reminders.models.kinds import CAPPED, Kind


class MailState(models.TextChoices):
    DUE = "due", "due"
    CLAIMED = "claimed", "claimed by a sender"
    SENDING = "sending", "being handed to the relay"
    SENT = "sent", "taken by the relay"
    UNKNOWN = "unknown", "perhaps taken by the relay"
    FAILED = "failed", "refused for good"
    SKIPPED = "skipped", "not sent, for a reason"


LIVE = (MailState.DUE, MailState.CLAIMED, MailState.SENDING, MailState.SENT, MailState.UNKNOWN)


class Mail(models.Model):
    """A mail and what became of it: due -> claimed -> sending -> sent, or unknown, failed, skipped.

    `key` is the local date by the wall calendar for scheduled kinds (with the cohort for a cohort's digest)
    and the event's id for others: nobody gets the same twice. `day` is that date for the kinds of which
    there is one a date at most. `claim` is the sender's that has it, until `lease_until`. `told` is what an
    event says that is nowhere else; it is emptied when the mail has gone. A recipient who is null has
    deleted the account since, or never had one.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="mails", db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=64)
    day = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=MailState, default=MailState.DUE)
    reason = models.CharField(max_length=200, blank=True)  # of skipped and failed: a rule's name, an answer
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)  # when the state became final, or unknown
    told = models.JSONField(null=True)

    class Meta:
        verbose_name = "mail"
        constraints = [
            models.UniqueConstraint("recipient", "kind", "key", name="mail_unique"),
            models.UniqueConstraint(
                "recipient", "day", name="mail_one_a_day", condition=Q(kind__in=CAPPED, state__in=LIVE)
            ),
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="mail_kind_known"),
        ]
        indexes = [
            models.Index("due_at", name="mail_due", condition=Q(state=MailState.DUE)),
            models.Index(
                "lease_until",
                name="mail_leased",
                condition=Q(state__in=[MailState.CLAIMED, MailState.SENDING]),
            ),
            models.Index("done_at", name="mail_unknown", condition=Q(state=MailState.UNKNOWN)),
            # For counting a day's and forgetting old ones; skipped ones are forgotten sooner
            models.Index("done_at", name="mail_skipped", condition=Q(state=MailState.SKIPPED)),
            models.Index(
                "done_at", name="mail_ended", condition=Q(state__in=[MailState.SENT, MailState.FAILED])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.state}"
