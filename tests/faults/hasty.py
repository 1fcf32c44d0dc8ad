"""The site's Celery app in haste: beats come every second, a mail is sent within one, or not at all."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")
django.setup()

from django.conf import settings  # noqa: E402

from progress.reminders.sending import sender, smtp  # noqa: E402
from roadmap_site.celery import app  # noqa: E402

PATIENCE = 2  # seconds with a relay, instead of 24

sender.SOON = 1
smtp.PATIENCE = PATIENCE
settings.EMAIL_TIMEOUT = PATIENCE - 0.5

for name in ("plan-mail", "send-mail"):
    app.conf.beat_schedule[name]["schedule"] = 1

__all__ = ["app"]
