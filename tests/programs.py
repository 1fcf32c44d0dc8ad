"""Programs that a test needs and a laptop may lack."""

import os
import shutil

import pytest

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def program(*names: str, required_by: str) -> str:
    """The first of the names that is installed; otherwise skip, or fail where the variable is set."""
    for name in names:
        if path := shutil.which(name):
            return path
    missing = f"{' or '.join(names)} is not installed"
    if os.environ.get(required_by):
        pytest.fail(f"{missing}, and {required_by} is set")
    pytest.skip(missing)


def chromium() -> str:
    """The form without windows is quicker."""
    return program(*CHROMIUM, required_by="CAIRN_REQUIRE_BROWSER")


def redis_server() -> str:
    return program("redis-server", required_by="CAIRN_REQUIRE_REDIS")
