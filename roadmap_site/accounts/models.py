"""Who signs in: a person is known by an e-mail address and lives in a time zone."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person whose address the caller vouches for: it counts as verified.

        Raise ValueError without an address.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        with transaction.atomic(using=self._db):
            user.save(using=self._db)
            user.vouch()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.normalize_email(username))


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    # After too many moves days stay in this zone until then (moves.py)
    held_zone = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    held_until = models.DateTimeField(null=True, editable=False)
    # What the masthead leads the person to besides what it leads everybody to; each room keeps its own
    further_pages = ArrayField(
        models.CharField(max_length=40), default=list, db_default=[], blank=True, editable=False
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def vouch(self) -> None:
        """Count the address as verified without a code."""
        addresses = self.emailaddress_set  # type: ignore[attr-defined]  # allauth's
        addresses.create(email=self.email, primary=True, verified=True)

    def day_zone(self, at: datetime) -> str:
        """Return the zone that counts for the person's days at `at`; clocks follow `time_zone` at once."""
        held = self.held_until is not None and at < self.held_until
        return self.held_zone if held else self.time_zone

    def clean(self) -> None:
        super().clean()
        self.email = User.objects.normalize_email(self.email)


class ZoneChange(models.Model):
    """The zones a person has lived in; rows are added, never changed.

    `effective` is the first local date on which the zone holds. One that `corrects` was told soon after the
    row before, with nothing done between them: nobody has lived there.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="zone_changes")
    zone = models.CharField(max_length=64)
    at = models.DateTimeField()
    effective = models.DateField()
    corrects = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [models.Index("user", "effective", name="zone_change_by_user")]

    def __str__(self) -> str:
        return f"{self.zone} from {self.effective}"
