"""The pages of one who looks after a cohort on the narrowest of screens, with a full masthead."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from curriculum.models import Roadmap
from progress.cohorts.demo.seeding import Plan, seed
from progress.cohorts.models import Membership
from progress.learning.models import Submission
from roadmap_site.accounts.models import User
from tests.browser.looks import NARROW, overflow
from tests.cohorts.rights import RIGHTS

PAGES = [route for route, right in RIGHTS.items() if right.sees and not re.search(r"\.(csv|json)$", route)]
BESIDE = ["cohorts/", "messages/", "settings/", "settings/cohorts/", "whats-new/", "mailbox/"]


@pytest.fixture
def mentor(learner, settings, tmp_path):
    """In local mode, whose pages also lead to the mailbox."""
    settings.SHOW_MAIL, settings.MAILBOX_DIR = True, tmp_path
    settings.ROOT_URLCONF = "tests.local.mailbox_urls"
    return learner


@pytest.fixture
def parts(mentor):
    """What stands in the addresses of a cohort of twelve."""
    User.objects.filter(email__startswith="demo-").delete()
    roadmap = Roadmap.objects.get(slug="backend-engineer")
    cohort = seed(Plan(12, 1, "Autumn 2026 for those in town", roadmap, mentor, timezone.now())).cohort
    learners = Membership.objects.learners().filter(cohort=cohort)
    return {
        "cohort": cohort.pk,
        "phase": roadmap.phases.order_by("position")[4].pk,
        "member": learners[0].pk,
        "submission": Submission.objects.filter(learner__memberships__cohort=cohort)[0].pk,
    }


def shown_whole(page):
    """Whether each way that was taken, in whichever row, is on the screen."""
    boxes = [one.bounding_box() for one in page.locator("nav [aria-current]").all() if one.is_visible()]
    return all(box["x"] >= 0 and box["x"] + box["width"] <= NARROW["width"] for box in boxes)


@pytest.mark.full
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_no_page_of_a_mentors_is_wider_than_the_screen(visit, mentor, parts, scripts):
    addresses = [re.sub(r"<int:(\w+)>", lambda found: str(parts[found[1]]), route) for route in PAGES]
    page = visit("/cohorts/", as_=mentor, viewport=NARROW, java_script_enabled=scripts)

    for path in [*addresses, *BESIDE]:
        page.goto(f"/{path}")
        masthead = page.get_by_role("navigation", name="Main")
        for name in ("Today", "Roadmaps", "Cohorts", "What’s new", "Mailbox"):
            expect(masthead.get_by_role("link", name=name)).to_be_in_viewport(ratio=1)
        assert overflow(page) == [], path
        assert shown_whole(page), path
