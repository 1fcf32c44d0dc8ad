"""A learner's day: that of their own time zone, from 04:00 to 04:00."""

from roadmap_site.accounts.zones import local_day

__all__ = ["local_day"]
