"""Reviews and messages in a browser, with scripts and without."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from curriculum.models import Milestone, Roadmap
from progress.cohorts import keeping
from progress.cohorts.messages import writing
from progress.cohorts.models import AnswerTemplate, Message, Review, ReviewClaim, Role, Verdict
from progress.cohorts.people.joining import enter
from progress.cohorts.reviews import claims, reviewing, talking
from progress.learning.submissions import submit
from tests.browser.looks import assert_each_readable
from tests.factories import make_learner

DAY = timedelta(days=1)


class There:
    """The learner of these tests looks after Kim, whose milestone waits for nine days."""

    def __init__(self, mentor):
        now = timezone.now()
        roadmap = Roadmap.objects.filter(milestones__isnull=False).published().first()
        self.mentor, self.kim = mentor, make_learner(name="Kim Ro")
        self.cohort = keeping.make(
            name="Autumn 2026",
            roadmaps=[roadmap],
            starts_on=date(2026, 3, 2),
            weeks_a_phase=2,
            by=mentor,
            at=now,
        )
        self.kept = enter(cohort=self.cohort, person=self.kim, role=Role.LEARNER, by=mentor, at=now)
        self.milestone = Milestone.objects.live().filter(roadmap=roadmap).exclude(brief="").first()
        self.submission = self.hand_in("https://git.example/feed", now - 9 * DAY)

    def hand_in(self, link, at):
        return submit(learner=self.kim, milestone=self.milestone, link=link, text="It **runs**.", at=at)

    @property
    def queue(self):
        return f"/cohorts/{self.cohort.pk}/reviews/"

    @property
    def milestone_page(self):
        return f"/roadmaps/{self.milestone.roadmap.slug}/milestones/{self.milestone.key}/"

    def talk(self):
        """Earlier tries, a thread, a template, another mentor at work, and messages."""
        now = timezone.now()
        tom = make_learner(name="Tom Weil")
        enter(cohort=self.cohort, person=tom, role=Role.MENTOR, by=self.mentor, at=now)
        AnswerTemplate.objects.create(mentor=self.mentor, title="Tests", words="Add *tests*.")
        reviewing.review(
            submission=self.submission,
            cohort=self.cohort,
            mentor=tom,
            verdict=Verdict.CHANGES,
            words="Add tests:\n\n- one\n- two",
            checked=["It runs."],
            at=now - 8 * DAY,
        )
        talking.reply(submission=self.submission, author=self.kim, words="Which?", at=now - 8 * DAY)
        self.submission = self.hand_in("https://git.example/feed-again", now - 7 * DAY)
        lee = make_learner(name="Lee Sun")
        enter(cohort=self.cohort, person=lee, role=Role.LEARNER, by=self.mentor, at=now)
        other = submit(learner=lee, milestone=self.milestone, link="https://x.example/", text="", at=now)
        claims.claim(submission=other, mentor=tom, at=now)
        claims.claim(submission=self.submission, mentor=self.mentor, at=now)
        (message,) = writing.write(
            cohort=self.cohort, sender=self.mentor, recipients=[self.kept], words="Shall *we* talk?", at=now
        )
        writing.answer(message=message, author=self.kim, words="Please.", at=now)
        return message


@pytest.fixture
def there(learner):
    return There(learner)


@pytest.fixture
def open_as(scripts, visit):
    return lambda path, person: visit(path, as_=person, java_script_enabled=scripts)


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def test_a_milestone_goes_through_two_rounds(open_as, learner, there):
    page = open_as(there.queue, learner)
    expect(page.locator(".queue > li")).to_have_count(1)
    expect(page.locator(".queue .wait")).to_contain_text("9")
    page.get_by_role("button", name="Review: ").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_label("What you say").fill("Please add **tests**.")
    press(page, "Preview")
    expect(page.locator("#preview strong")).to_have_text("tests")
    expect(page.get_by_label("What you say")).to_have_value("Please add **tests**.")
    press(page, "Ask for changes")
    expect(page.get_by_role("main")).to_contain_text("Asked Kim Ro for changes")
    expect(page.locator(".queue > li")).to_have_count(0)

    page = open_as(there.milestone_page, there.kim)
    expect(page.locator(".thread")).to_contain_text("asked for changes")
    page.get_by_text("Answer", exact=True).click()
    page.get_by_label("Your answer").fill("Which *tests*?")
    press(page, "Send")
    expect(page.locator(".thread em")).to_have_text("tests")
    page.get_by_text("Hand in something else").click()
    page.get_by_label("A link to it").fill("https://git.example/feed")
    press(page, "Hand in again")
    expect(page.locator(".handed-in > li")).to_have_count(2)
    expect(page.locator(".handed-in > li").first).to_contain_text("Waits for a review")

    page = open_as(there.queue, learner)
    expect(page.locator(".queue > li")).to_contain_text("second try")
    page.get_by_role("button", name="Review: ").click()
    expect(page.locator(".earlier")).to_contain_text("Which tests?")
    press(page, "Approve")
    expect(page.get_by_role("main")).to_contain_text("Approved:")

    page = open_as(there.milestone_page, there.kim)
    expect(page.locator(".stands")).to_contain_text("A mentor has looked at it and confirmed it.")
    assert Review.objects.filter(submission__learner=there.kim).count() == 2


@pytest.mark.full
def test_evidence_is_still_withdrawn_by_its_button(open_as, there):
    page = open_as(there.milestone_page, there.kim)

    page.get_by_role("button", name="Withdraw").click()

    expect(page.locator(".handed-in > [data-withdrawn]")).to_have_count(1)
    page.locator("#undo-button").click()
    expect(page.locator(".handed-in > [data-withdrawn]")).to_have_count(0)


@pytest.mark.full
def test_a_review_is_undone(open_as, learner, there):
    page = open_as(f"{there.queue}{there.submission.pk}/", learner)
    press(page, "Begin the review")
    press(page, "Approve")

    page.locator("#undo-button").click()

    expect(page.get_by_role("heading", name="Your review")).to_be_visible()
    assert not Review.objects.filter(submission=there.submission).exists()


def pass_until_renewed(page):
    """Five minutes pass; the next five are counted once htmx has settled the answer."""
    page.locator("#claim").evaluate("claim => { claim.dataset.old = '' }")
    page.clock.run_for("05:01")
    expect(page.locator("#claim:not([data-old], .htmx-added)")).to_be_attached()


def test_the_open_page_holds_the_claim_and_says_when_it_is_lost(visit, learner, there):
    page = visit("/", as_=learner)
    page.clock.install()
    page.goto(f"{there.queue}{there.submission.pk}/")
    press(page, "Begin the review")
    page.get_by_label("What you say").fill("Half a thought")
    ReviewClaim.objects.update(until=timezone.now() + timedelta(minutes=1))

    pass_until_renewed(page)
    assert ReviewClaim.objects.get().until > timezone.now() + timedelta(minutes=20)

    tom = make_learner(name="Tom Weil")
    enter(cohort=there.cohort, person=tom, role=Role.MENTOR, by=learner, at=timezone.now())
    claims.take_over(submission=there.submission, mentor=tom, at=timezone.now())
    page.clock.run_for("05:01")
    expect(page.get_by_text("Tom Weil looks at it")).to_be_visible()
    expect(page.get_by_label("What you say")).to_have_value("Half a thought")


@pytest.mark.full
def test_a_page_at_which_nobody_sits_lets_the_claim_pass(visit, learner, there):
    page = visit("/", as_=learner)
    page.clock.install()
    page.goto(f"{there.queue}{there.submission.pk}/")
    press(page, "Begin the review")
    mine = ReviewClaim.objects.filter(submission=there.submission)
    for _ in range(5):
        pass_until_renewed(page)
    soon = timezone.now() + timedelta(minutes=1)
    mine.update(until=soon)

    asked = []
    page.on("request", lambda request: asked.append(request.method))
    page.clock.run_for("16:00")
    page.evaluate("() => fetch('')")  # whatever was asked before it has been told of then
    assert asked == ["GET"]
    assert mine.get().until == soon

    page.get_by_label("What you say").fill("Here again")
    pass_until_renewed(page)
    assert mine.get().until > soon


@pytest.mark.full
def test_a_review_that_is_half_written_comes_back_until_it_is_sent(visit, learner, there):
    address = f"{there.queue}{there.submission.pk}/"
    page = visit(address, as_=learner)
    press(page, "Begin the review")
    page.get_by_label("What you say").fill("Half a thought")
    page.get_by_role("checkbox").first.check()

    page.goto("/today/")
    page.goto(address)
    expect(page.get_by_label("What you say")).to_have_value("Half a thought")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    press(page, "Ask for changes")
    expect(page.get_by_role("main")).to_contain_text("Asked Kim Ro for changes")

    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.includes(':review:'))") == []


@pytest.mark.full
def test_a_template_is_made_and_put_in(open_as, learner, there):
    page = open_as(f"/cohorts/{there.cohort.pk}/answers/", learner)
    page.get_by_label("Name", exact=True).fill("Tests")
    page.get_by_label("Words", exact=True).fill("Add *tests*.")
    press(page, "Save")
    expect(page.locator(".answers")).to_contain_text("Add *tests*.")

    page.goto(f"{there.queue}{there.submission.pk}/")
    press(page, "Begin the review")
    page.get_by_label("What you say").fill("Hello Kim,")
    press(page, "Put it in")

    expect(page.get_by_label("What you say")).to_have_value("Hello Kim,\n\nAdd *tests*.")


def test_a_group_is_written_to_and_answers(open_as, learner, there):
    page = open_as(f"/cohorts/{there.cohort.pk}/messages/new/", learner)
    page.get_by_label("Who").select_option("waiting")
    press(page, "Choose")
    expect(page.get_by_role("heading", level=1)).to_have_text("To Kim Ro")
    page.get_by_label("Message").fill("Shall *we* talk?")
    press(page, "Preview")
    expect(page.locator(".preview em")).to_have_text("we")
    press(page, "Send to Kim Ro")
    expect(page.locator(".conversations")).to_contain_text("Shall *we* talk?")

    page = open_as("/today/", there.kim)
    page.get_by_role("link", name="1 new message").click()
    page.get_by_role("link", name="Robin Hill").click()
    page.get_by_label("Your answer").fill("Please.")
    press(page, "Send")
    expect(page.locator(".talk-lines > li")).to_have_count(2)
    assert Message.objects.filter(recipient=learner).count() == 1


@pytest.mark.full
def test_everybody_can_read_them(visit, there):
    message = there.talk()
    at = f"/cohorts/{there.cohort.pk}"
    new = f"{at}/messages/new/"
    review = f"{there.queue}{there.submission.pk}/"

    page = visit(there.queue, as_=there.mentor)
    assert_each_readable(page, review, f"{at}/answers/", f"{at}/messages/", new, f"{new}?to={there.kept.pk}")
    page = visit("/messages/", as_=there.kim)
    assert_each_readable(page, f"/messages/{message.pk}/", there.milestone_page, "/today/")
