"""The site's settings for tests: against the embedded PostgreSQL, or the one that DATABASE_URL names."""

import os

os.environ.setdefault("SECRET_KEY", "tests")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
os.environ.setdefault("SITE_URL", "http://127.0.0.1:8000")
os.environ.setdefault("EMAIL_URL", "memorymail://")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1")  # answers to nobody
# Runs side by side need databases of their own; the processes of one run share the beginning of its name.
os.environ.setdefault("TEST_DB", f"test_cairn_{os.getpid()}")

from roadmap_site.settings import *  # noqa: F403
from roadmap_site.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
OPEN_METRICS = OPEN_COHORTS = False  # as everywhere but in local mode
WHITENOISE_AUTOREFRESH = True  # else every client reads through all collected files first
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DATABASES["default"]["TEST"] = {"NAME": os.environ["TEST_DB"]}
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"  # nobody misses it after a crash
