"""The site's own settings, with the floors beside its pages."""

import os
from pathlib import Path

from roadmap_site.settings import *  # noqa: F403
from roadmap_site.settings import DATABASES, MIDDLEWARE

ROOT_URLCONF = "bench.urls"
DATABASES["default"]["NAME"] = os.environ.get("BENCH_DATABASE", "cairn")
if "BENCH_CONTENT" in os.environ:  # the web server watches it
    CONTENT_DIR = Path(os.environ["BENCH_CONTENT"])

if "BENCH_COUNT" in os.environ:
    MIDDLEWARE = ["bench.counting.count_statements", *MIDDLEWARE]
