"""Addresses that nothing is sent to any more."""

from django.db import models


class Suppression(models.Model):
    """By a keyed hash: the address itself is kept nowhere but with its owner."""

    class Why(models.TextChoices):
        BOUNCE = "bounce", "mail to it came back for good"
        COMPLAINT = "complaint", "its owner called our mail spam"

    address_hash = models.CharField(max_length=64, primary_key=True)
    why = models.CharField(max_length=9, choices=Why)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.why} on {self.at:%Y-%m-%d}"
