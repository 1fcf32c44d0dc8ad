"""Schedules follow at once where people move or choose anew."""

from datetime import datetime

from roadmap_site.accounts.models import User


def moved(person: User, at: datetime) -> None:
    """Look anew at when something is due, in the new zone."""
