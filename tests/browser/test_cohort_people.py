"""Cohorts made, joined, kept and left in a browser, with scripts and without."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from curriculum.models import Roadmap
from progress.cohorts import keeping
from progress.cohorts.models import Invitation, Membership, Role, Shows
from progress.cohorts.people.invitations import invite, invite_all, revoke
from progress.cohorts.people.joining import enter, move
from progress.cohorts.people.leading import lead_rightly
from tests.browser.looks import assert_each_readable, assert_readable
from tests.factories import make_learner

pytestmark = pytest.mark.full

HOLDS = timedelta(days=7)


def made(owner, name):
    roadmaps = list(Roadmap.objects.published()[:2])
    return keeping.make(
        name=name,
        roadmaps=roadmaps,
        starts_on=date(2026, 9, 7),
        weeks_a_phase=2,
        by=owner,
        at=timezone.now(),
    )


def let_in(cohort, person, role=Role.LEARNER, **fields):
    return enter(cohort=cohort, person=person, role=role, by=person, at=timezone.now(), **fields)


def link_to(cohort, owner, **fields):
    now = timezone.now()
    fields = {"role": Role.LEARNER, "uses": 5, "expires_at": now + HOLDS} | fields
    return invite(cohort=cohort, by=owner, at=now, **fields)


@pytest.fixture
def cohort(learner):
    """The learner of these tests owns it."""
    return made(learner, "Autumn 2026")


@pytest.fixture
def noor(cohort):
    return let_in(cohort, make_learner(name="Noor Haddad"))


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def test_a_cohort_is_made_and_people_invited(open_path, learner, settings):
    settings.OPEN_COHORTS = True
    page = open_path("/cohorts/")
    page.get_by_role("link", name="New cohort").click()
    page.get_by_label("Name").fill("Winter")
    page.get_by_label("Backend engineer", exact=True).check()
    page.get_by_label("Weeks for each phase").fill("3")
    press(page, "Make it")

    expect(page.get_by_role("heading", level=1)).to_have_text("Winter")
    page.get_by_label("How many").fill("12")
    press(page, "Make a link")

    expect(page.get_by_label("Lets in as learner, 12 of 12 left")).to_have_value(
        f"{settings.SITE_URL}/join/{Invitation.objects.latest('pk').token}/"
    )
    expect(page.get_by_role("img", name="The link as a QR code")).to_be_visible()


def test_a_visitor_comes_to_sign_in_and_a_learner_joins(visit, scripts, learner, cohort):
    path = f"/join/{link_to(cohort, learner).token}/"
    page = visit(path, java_script_enabled=scripts)
    expect(page.get_by_role("heading", name="What mentors see")).to_be_visible()
    page.get_by_role("link", name="I have an account").click()
    expect(page).to_have_url(f"{page.url.partition('/accounts')[0]}/accounts/login/?next={path}")

    kim = make_learner(name="Kim")
    page = visit(path, as_=kim, java_script_enabled=scripts)
    page.get_by_label("Only how many, without their names").check()
    press(page, "Join Autumn 2026")

    expect(page.locator("#undo")).to_contain_text("Welcome to “Autumn 2026”!")
    expect(page.get_by_label("Only how many, without their names")).to_be_checked()
    assert Membership.objects.get(person=kim).shows == Shows.COUNTS


def test_a_revoked_link_says_so_kindly(visit, learner, cohort):
    invitation = link_to(cohort, learner)
    revoke(invitation=invitation, by=learner, at=timezone.now())

    page = visit(f"/join/{invitation.token}/", failures=True)

    expect(page.get_by_role("heading", level=1)).to_have_text("This invitation was taken back")


@pytest.mark.parametrize("how", ["button", "key"])
def test_someone_is_taken_out_and_back(open_path, scripts, cohort, noor, how):
    page = open_path(f"/cohorts/{cohort.pk}/settings/")
    page.get_by_role("link", name="Noor Haddad").click()
    press(page, "Take out")
    expect(page.locator("#undo")).to_contain_text("Noor Haddad is out.")
    expect(page.get_by_role("link", name="Noor Haddad")).to_have_count(0)
    page.wait_for_load_state()  # path.js listens by then

    if how == "key" and scripts:
        page.keyboard.press("u")
    else:
        page.locator("#undo-button").click()

    expect(page.locator("#undo")).to_contain_text("Undone.")
    noor.refresh_from_db()
    assert noor.left_at is None


def test_the_way_back_goes_after_ten_seconds(visit, learner, cohort, noor):
    page = visit(f"/cohorts/{cohort.pk}/settings/members/{noor.pk}/", as_=learner)
    page.clock.install()
    press(page, "Take out")
    expect(page.locator("#undo-button")).to_be_visible()
    page.mouse.move(0, 0)

    page.clock.run_for(11_000)

    expect(page.locator("#undo")).to_be_empty()


def test_a_list_is_mended_with_nothing_lost(open_path, cohort, tmp_path):
    page = open_path(f"/cohorts/{cohort.pk}/settings/invitations/")
    file = tmp_path / "people.csv"
    file.write_text("Name;E-mail\nKim;kim@cairn.example\nLou;lou@\n")
    page.get_by_label("Or a CSV file").set_input_files(file)
    press(page, "Send invitations")

    expect(page.get_by_role("alert")).to_contain_text("Nothing was sent yet: 1 line is wrong.")
    field = page.get_by_label("Addresses")
    field.fill(field.input_value().replace("lou@", "lou@cairn.example"))
    press(page, "Send invitations")

    expect(page.locator("#undo")).to_contain_text("2 invitations are on their way.")


def test_a_learner_leaves_and_takes_it_back(visit, scripts, cohort, noor):
    page = visit(f"/cohorts/{cohort.pk}/me/", as_=noor.person, java_script_enabled=scripts)
    press(page, "Leave Autumn 2026")
    expect(page.locator("#undo")).to_contain_text("Nobody there sees you any more.")
    page.wait_for_load_state()

    page.locator("#undo-button").click()

    expect(page.locator("#undo")).to_contain_text("You are back in “Autumn 2026”.")


@pytest.fixture
def crowd(cohort, learner):
    for n in range(30):
        person = make_learner(
            name=f"Somebody {n}" if n else "", email=f"{cohort.pk}-{n}-{'long' * 9}@x.example"
        )
        let_in(cohort, person, Role.MENTOR if n == 1 else Role.LEARNER, extra_days=n)
    let_in(made(learner, "Evenings"), make_learner())
    link_to(cohort, learner)
    now = timezone.now()
    invite_all(cohort=cohort, by=learner, addresses=["kim@x.example"], expires_at=now + HOLDS, at=now)
    revoke(invitation=link_to(cohort, learner, uses=6), by=learner, at=timezone.now())
    return cohort


def test_everybody_can_read_an_owners_pages(visit, settings, learner, crowd, noor):
    settings.OPEN_COHORTS = True
    page = visit("/cohorts/", as_=learner)

    pages = [
        "settings/",
        "settings/invitations/",
        "settings/cohort/",
        "audit/",
        f"settings/members/{noor.pk}/",
    ]
    assert_each_readable(page, "/cohorts/new/", *(f"/cohorts/{crowd.pk}/{path}" for path in pages))


def test_everybody_can_read_a_learners_pages(visit, crowd, noor):
    page = visit("/cohorts/", as_=noor.person)

    assert_each_readable(page, f"/cohorts/{crowd.pk}/me/", "/settings/cohorts/")


def test_everybody_can_read_what_one_who_was_moved_sees(visit, learner, noor):
    moved = move(membership=noor, to=made(learner, "Mornings"), by=learner, at=timezone.now())
    lead_rightly(person=noor.person)
    page = visit("/today/", as_=noor.person)

    theirs = ["/settings/cohorts/", f"/settings/cohorts/{noor.pk}/", f"/cohorts/{moved.cohort_id}/me/"]
    assert_each_readable(page, *theirs)


def test_everybody_can_read_an_invitation(visit, learner, crowd):
    token = Invitation.objects.filter(address="").latest("pk").token
    assert_readable(visit(f"/join/{link_to(crowd, learner).token}/"))
    assert_readable(visit(f"/join/{token}/", as_=make_learner(), failures=True))
