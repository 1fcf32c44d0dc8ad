"""The README's pictures, from content/ and the demo learner's weeks, taken on the site of the browser tests.

pytest collects this file only when it is named: shots.py does.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

from roadmap_site.accounts.models import User
from roadmap_site.local import demo

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
EVENING = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)  # always the same, so that the pictures are
WIDE, NARROW = (1200, 800), (390, 844)
LARGEST = 150_000  # bytes


class Picture(NamedTuple):
    path: str
    size: tuple[int, int]
    scheme: str
    top: str = "body"  # what stands at the top


ALL = {
    "index": Picture("/", WIDE, "light"),
    "roadmap": Picture("/roadmaps/backend-engineer/", WIDE, "light", top="#phase-language"),
    "topic": Picture("/roadmaps/backend-engineer/topics/postgresql/", WIDE, "dark", top="#stop-postgresql"),
    "phase": Picture("/roadmaps/backend-engineer/apis/", NARROW, "light", top="#stop-middleware"),
}


@pytest.fixture(scope="module")
def learner(site):
    with mock.patch("django.utils.timezone.now", return_value=EVENING):
        demo.make_demo_people()
        demo.make_progress(EVENING)
        yield User.objects.get(email=demo.LEARNER.email)


@pytest.mark.parametrize("name", ALL)
def test_take(visit, learner, name):
    path, (width, height), scheme, top = ALL[name]
    page = visit(path, as_=learner, viewport={"width": width, "height": height}, color_scheme=scheme)
    page.locator(top).evaluate("element => element.scrollIntoView()")
    PICTURES.mkdir(parents=True, exist_ok=True)

    picture = page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")

    assert len(picture) < LARGEST
