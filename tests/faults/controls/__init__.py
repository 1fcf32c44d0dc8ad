"""Celery apps that lack a guard of the protocol: `celery -A tests.faults.controls.NAME worker`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")
django.setup()
