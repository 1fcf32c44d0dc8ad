"""How mail is going, as the staff sees it in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from progress.reminders.models import Kind, Mail
from tests.browser.looks import assert_readable
from tests.factories import make_learner

pytestmark = pytest.mark.full


@pytest.fixture
def page(visit):
    """Something is wrong, so that there is something to see."""
    now = timezone.now()
    person = make_learner(is_staff=True, is_superuser=True)
    for number, state in enumerate(("due", "sent", "failed", "skipped", "unknown")):
        then = now - timedelta(hours=1)
        told = {"key": str(number), "due_at": then, "expires_at": then, "reason": "paused"}
        done_at = None if state == "due" else then
        Mail.objects.create(recipient=person, kind=Kind.REMINDER, state=state, done_at=done_at, **told)
    yield visit("/admin/reminders/mail/numbers/", as_=person)
    Mail.objects.filter(recipient=person).delete()


def test_it_is_readable_everywhere_and_by_everybody(page):
    assert_readable(page)


def test_each_number_leads_to_its_mails(page):
    page.locator(".way").get_by_role("link", name="due").click()
    expect(page.locator("#result_list .field-state").first).to_have_text("due")

    page.get_by_role("link", name="How mail is going").click()
    page.get_by_role("link", name="There is a pause").click()
    expect(page.locator("#result_list .field-state").first).to_have_text("not sent, for a reason")
