"""Mail is sent by Django's own backend, in haste otherwise."""

from django.conf import settings

from tests.faults.hasty import app

__all__ = ["app"]

settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
