"""What a learner shows to everybody: nothing, until it is switched on."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from curriculum.models import Phase, Roadmap

HANDLE = RegexValidator(r"^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$")


class Profile(models.Model):
    """A handle, and what is public under it: `/@handle/`, there the streak, and a badge a roadmap."""

    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile", primary_key=True
    )
    handle = models.CharField(max_length=30, unique=True, validators=[HANDLE])
    public = models.BooleanField(default=False)
    streak = models.BooleanField(default=False, db_default=False)
    badges = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(handle=Lower("handle")), name="profile_handle_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"


class Certificate(models.Model):
    """The address, not to be guessed, by which a learner lets others verify a completion.

    It outlives a completion that an untick takes away, and is that of the one which comes after.
    """

    code = models.CharField(max_length=22, primary_key=True)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="certificates", db_index=False
    )
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="+")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "learner",
                "roadmap",
                "phase",
                name="certificate_unique",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.code


class GoneCertificate(models.Model):
    """The keyed hash of a code that was shown once and is not any more: its address answers 410."""

    digest = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return self.digest
