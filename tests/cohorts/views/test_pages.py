"""The pages about people of a cohort, as forms that are pressed."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.formats import date_format

from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Cohort, Invitation, Membership, Role, Shows
from progress.cohorts.people import invitations
from progress.learning.pages.whose import VISITOR
from roadmap_site.accounts.models import User
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner, make_roadmap
from tests.mails import sent

pytestmark = pytest.mark.django_db
What = AuditEntry.What


@pytest.fixture
def cohort():
    return make_cohort(make_roadmap(), name="Autumn")


@pytest.fixture
def owner(cohort):
    return make_membership(cohort, role=Role.OWNER, person=make_learner(name="Ada"))


@pytest.fixture
def as_owner(client, owner):
    client.force_login(owner.person)
    return client


@pytest.fixture
def robin(cohort):
    return make_membership(cohort, person=make_learner(name="Robin"))


def page_of(cohort, below=""):
    return f"/cohorts/{cohort.pk}/settings/{below}"


def press(client, address, **fields):
    """Post, and return the page that follows."""
    return client.post(address, fields, follow=True)


def undo_of(page):
    """What the button for undo on a page says."""
    return page.text.partition('id="undo-button"')[2].partition('value="')[2].partition('"')[0]


def is_in(membership):
    return Membership.objects.current().filter(pk=membership.pk).exists()


def test_one_is_made_by_who_may(client):
    maker, roadmap = make_learner(is_superuser=True), make_roadmap(status="published")
    client.force_login(maker)
    fields = {"name": " Autumn  2026 ", "roadmaps": [roadmap.pk], "starts_on": "2026-09-07"}

    page = client.post("/cohorts/new/", fields | {"weeks_a_phase": ""}, follow=True)

    cohort = Cohort.objects.get()
    assert (cohort.name, cohort.weeks_a_phase, [*cohort.roadmaps.all()]) == ("Autumn 2026", None, [roadmap])
    assert page.redirect_chain == [(page_of(cohort, "invitations/"), 302)]
    assert "“Autumn 2026” is made" in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "A\u202eB"},
        {"roadmaps": []},
        {"roadmaps": [0]},
        {"starts_on": "someday"},
        {"starts_on": "9999-12-31"},
        {"weeks_a_phase": "0"},
        {"weeks_a_phase": "53"},
    ],
)
def test_what_is_wrong_stands_beside_what_was_typed(client, settings, wrong):
    settings.OPEN_COHORTS = True
    client.force_login(make_learner())
    fields = {"name": "Autumn", "roadmaps": [make_roadmap(status="published").pk], "starts_on": "2026-09-07"}

    page = client.post("/cohorts/new/", fields | wrong)

    assert page.status_code == 200
    assert 'class="wrong"' in page.text
    assert not Cohort.objects.exists()


def test_a_draft_is_no_roadmap_of_a_cohort(client, settings):
    settings.OPEN_COHORTS = True
    client.force_login(make_learner())
    make_roadmap(status="draft", title="Secret")

    assert "Secret" not in client.get("/cohorts/new/").text


def test_mine_are_told_as_mentor_and_as_learner(as_owner, owner, cohort, robin):
    make_membership(make_cohort(name="Evenings"), person=owner.person)
    make_membership(
        make_cohort(name="Long ago", archived_at=timezone.now()), person=owner.person, role="owner"
    )
    make_membership(make_cohort(name="Left"), person=owner.person, left_at=timezone.now())

    page = as_owner.get("/cohorts/").text

    assert page.index("You look after") < page.index("Autumn") < page.index("1 learner ·")
    assert page.index("You learn in") < page.index("Evenings") < page.index("Archived")
    assert page.index("Archived") < page.index("Long ago")
    assert "Left" not in page


def test_someone_is_taken_out_and_back(as_owner, cohort, robin):
    page = press(as_owner, page_of(cohort, f"members/{robin.pk}/"), act="remove")
    assert not is_in(robin)
    assert "Robin is out." in page.text

    page = press(as_owner, page_of(cohort), undo=undo_of(page))

    assert is_in(robin)
    assert "Undone." in page.text


def test_a_role_an_extension_and_a_move_are_taken_back(as_owner, owner, cohort, robin):
    other = make_cohort(name="Evenings")
    make_membership(other, role=Role.OWNER, person=owner.person)
    address = page_of(cohort, f"members/{robin.pk}/")
    for fields in (
        {"act": "extend", "extra_days": "7"},
        {"act": "change_role", "role": "mentor"},
        {"act": "move", "to": other.pk},
    ):
        undo = undo_of(press(as_owner, address, **fields))
        assert "Undone." in press(as_owner, page_of(cohort), undo=undo).text

    robin.refresh_from_db()
    assert (robin.extra_days, robin.role, robin.left_at) == (0, Role.LEARNER, None)
    assert not Membership.objects.current().filter(cohort=other, person=robin.person).exists()


@pytest.mark.parametrize(
    "undo",
    ["", "remove", "remove 0 -", "remove x -", f"remove {'9' * 30} -", "extend 1 x", "change_role 1 king"],
)
def test_what_cannot_be_taken_back_is_said(as_owner, cohort, undo):
    assert "taken back any more" in press(as_owner, page_of(cohort), undo=undo).text


def test_a_mentor_takes_back_an_extension_and_nothing_else(client, cohort, owner, robin):
    client.force_login(make_membership(cohort, role=Role.MENTOR).person)
    page = press(client, page_of(cohort, f"members/{robin.pk}/"), act="extend", extra_days="7")

    assert "Undone." in press(client, page_of(cohort), undo=undo_of(page)).text
    assert "any more" in press(client, page_of(cohort), undo=f"change_role {robin.pk} observer").text


def test_a_mentor_changes_no_role(client, cohort, robin):
    client.force_login(make_membership(cohort, role=Role.MENTOR).person)

    response = client.post(page_of(cohort, f"members/{robin.pk}/"), {"act": "change_role", "role": "owner"})

    assert response.status_code == 404


def test_nobody_is_moved_to_where_more_is_seen(as_owner, owner, cohort, robin):
    wider = make_cohort(*cohort.roadmaps.all(), make_roadmap(), name="Wider")
    make_membership(wider, role=Role.OWNER, person=owner.person)

    page = as_owner.get(page_of(cohort, f"members/{robin.pk}/"))

    assert "Wider" not in page.text


def test_a_mentor_is_offered_every_role_but_a_learners(as_owner, cohort):
    mentor = make_membership(cohort, role=Role.MENTOR)

    form = as_owner.get(page_of(cohort, f"members/{mentor.pk}/")).context["forms"]["change_role"]

    assert [role for role, _ in form.fields["role"].choices] == ["observer", "mentor", "owner"]


def test_nobody_is_moved_to_a_cohort_of_others(as_owner, cohort, robin):
    others = make_cohort()
    make_membership(others, role=Role.OWNER)

    response = as_owner.post(page_of(cohort, f"members/{robin.pk}/"), {"act": "move", "to": others.pk})

    assert response.status_code == 404
    assert is_in(robin)


def test_the_only_owner_is_told_why_they_stay(as_owner, cohort, owner):
    page = press(as_owner, page_of(cohort, f"members/{owner.pk}/"), act="remove")

    assert "A cohort needs an owner." in page.text
    assert is_in(owner)


def test_people_are_found_by_name_and_role(as_owner, cohort, robin):
    make_membership(cohort, person=make_learner(name="Kim"))
    unnamed = make_membership(cohort, person=make_learner(email="quill@cairn.example"))

    def found(**query):
        return [one.person for one in as_owner.get(page_of(cohort), query).context["people"].page]

    assert found(q="rob") == [robin.person]
    assert found(q="quill") == [unnamed.person]
    assert found(q="cairn.example", role="learner") == [unnamed.person]  # of the others the name is shown
    assert [str(person) for person in found(role="owner")] == ["Ada"]
    assert found(q="nobody") == found(q="no\0body") == []


def test_a_list_of_people_asks_as_much_for_many_as_for_few(
    as_owner, cohort, robin, django_assert_num_queries
):
    address = page_of(cohort)
    as_owner.get(address)
    with django_assert_num_queries(9) as few:
        as_owner.get(address)
    for _ in range(120):
        make_membership(cohort)
    with django_assert_num_queries(len(few)):
        as_owner.get(address)


@pytest.mark.parametrize(
    "address", ["/cohorts/", "audit/", "me/", "settings/invitations/", "settings/cohort/"]
)
def test_pages_ask_as_much_for_much_as_for_little(
    as_owner, owner, cohort, robin, address, django_assert_max_num_queries
):
    address = address if address.startswith("/") else f"/cohorts/{cohort.pk}/{address}"

    def statements():
        as_owner.get(address)
        with django_assert_max_num_queries(20) as asked:
            as_owner.get(address)
        return len(asked)

    few = statements()
    for n in range(4):
        roadmap = make_roadmap(status="published")
        another = make_cohort(roadmap)
        make_membership(another, person=owner.person, role=Role.OWNER if n % 2 else Role.LEARNER)
        make_membership(cohort, role=Role.MENTOR)
        press(as_owner, page_of(cohort, "invitations/"), act="link", role="learner", uses=n + 1, days=3)
        press(as_owner, page_of(cohort, f"members/{robin.pk}/"), act="extend", extra_days=n + 1)

    assert statements() == few


def test_a_link_is_made_shown_with_its_code_and_revoked(as_owner, cohort, settings):
    invitations = page_of(cohort, "invitations/")
    page = press(as_owner, invitations, act="link", role="mentor", uses="2", days="3")
    link = Invitation.objects.get()
    assert (link.role, link.uses, link.made_at + timedelta(days=3)) == ("mentor", 2, link.expires_at)
    assert f"{settings.SITE_URL}/join/{link.token}/" in page.text
    assert 'aria-label="The link as a QR code"><svg' in page.text

    page = press(as_owner, invitations, revoke=link.pk)
    assert "lets nobody in any more" in page.text
    link.refresh_from_db()
    assert link.revoked_at

    press(as_owner, invitations, undo=undo_of(page))
    link.refresh_from_db()
    assert link.revoked_at is None


@pytest.mark.parametrize(
    "wrong", [{"uses": "0"}, {"uses": "999999"}, {"days": "0"}, {"days": "91"}, {"role": "king"}]
)
def test_a_link_is_limited(as_owner, cohort, wrong):
    fields = {"act": "link", "role": "learner", "uses": "5", "days": "3"} | wrong

    assert 'class="wrong"' in as_owner.post(page_of(cohort, "invitations/"), fields).text
    assert not Invitation.objects.exists()


def test_an_invitation_of_another_cohort_is_not_revoked_here(as_owner, cohort):
    there = make_cohort()
    now = timezone.now()
    theirs = Invitation.objects.create(cohort=there, token="t", made_at=now, expires_at=now, uses=1)

    press(as_owner, page_of(cohort, "invitations/"), revoke=theirs.pk)

    theirs.refresh_from_db()
    assert theirs.revoked_at is None


LIST = "Name;E-mail\nKim;kim@x.example\nLou;lou@\nMax;max@x.example\n"


def test_with_a_wrong_line_nothing_is_sent_and_nothing_lost(as_owner, cohort):
    file = SimpleUploadedFile("people.csv", LIST.encode())

    page = as_owner.post(page_of(cohort, "invitations/"), {"act": "mail", "days": "7", "file": file})

    assert "Nothing was sent yet: 1 line is wrong." in page.text
    assert "Line 3" in page.text
    assert "Max;max@x.example" in page.text  # all of it stands in the field
    assert not Invitation.objects.exists()


def test_the_good_ones_can_be_sent_and_the_others_stay(as_owner, cohort):
    fields = {"act": "mail", "days": "7", "addresses": LIST, "the_good": "yes"}

    page = as_owner.post(page_of(cohort, "invitations/"), fields)

    assert [mail.to for mail in sent()] == [["kim@x.example"], ["max@x.example"]]
    assert "2 invitations are on their way." in page.text
    assert ">\nLou;lou@</textarea>" in page.text


@pytest.mark.parametrize("press", [{}, {"the_good": "yes"}], ids=["all", "the good"])
def test_where_every_line_is_wrong_nothing_was_sent(as_owner, cohort, press):
    fields = {"act": "mail", "days": "7", "addresses": "lou@"}

    page = as_owner.post(page_of(cohort, "invitations/"), fields | press)

    assert "Nothing was sent yet: 1 line is wrong." in page.text
    assert "on their way" not in page.text


@pytest.mark.parametrize("line", ["x" * 140_000, f"{'a@x.example,' * 80_000}"], ids=["words", "addresses"])
def test_a_very_long_line_is_said_and_kept(as_owner, cohort, line):
    page = as_owner.post(page_of(cohort, "invitations/"), {"act": "mail", "days": "7", "addresses": line})

    assert "This line is too long" in page.text
    assert f">\n{line}</textarea>" in page.text


def test_addresses_are_invited_once(as_owner, cohort, robin):
    fields = {"act": "mail", "days": "7", "addresses": f"kim@x.example\n{robin.person.email}"}
    page = press(as_owner, page_of(cohort, "invitations/"), **fields)
    assert "1 invitation is on its way. 1 was invited, or in, before." in page.text

    press(as_owner, page_of(cohort, "invitations/"), **fields)

    assert len(sent()) == 1


def test_too_many_for_a_day_are_refused_and_kept(as_owner, cohort, monkeypatch):
    monkeypatch.setattr(invitations, "MAILED_A_DAY", 0)

    page = as_owner.post(
        page_of(cohort, "invitations/"), {"act": "mail", "days": "7", "addresses": "kim@x.example"}
    )

    assert "too many mails for a day" in page.text
    assert ">\nkim@x.example</textarea>" in page.text
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"addresses": " \n "}])
def test_an_empty_list_is_said(as_owner, cohort, fields):
    page = as_owner.post(page_of(cohort, "invitations/"), {"act": "mail", "days": "7"} | fields)

    assert "Type or paste addresses, or choose a file." in page.text


def test_a_list_of_empty_rows_has_no_address(as_owner, cohort):
    fields = {"act": "mail", "days": "7", "addresses": ";;;"}

    page = as_owner.post(page_of(cohort, "invitations/"), fields)

    assert "There is no address in it." in page.text


def test_a_cohort_is_changed_ended_and_archived(as_owner, cohort, owner):
    details, roadmap = page_of(cohort, "cohort/"), cohort.roadmaps.get()
    fields = {"act": "change", "name": "Winter", "roadmaps": [roadmap.pk], "starts_on": "2026-10-05"}
    press(as_owner, details, **fields)
    press(as_owner, details, act="end", ended_on="2026-12-20")
    page = press(as_owner, details, act="archive")

    cohort.refresh_from_db()
    assert (cohort.name, str(cohort.ended_on), bool(cohort.archived_at)) == ("Winter", "2026-12-20", True)
    assert "Archived: its owners alone see it" in page.text

    press(as_owner, details, act=undo_of(page))
    press(as_owner, details, act="go on")

    cohort.refresh_from_db()
    assert (cohort.ended_on, cohort.archived_at) == (None, None)


@pytest.mark.parametrize(
    ("last_day", "words"),
    [
        ("2026-03-01", "It starts on 2 March 2026. Choose none before."),
        ("0001-01-01", "Choose a day of this century."),
        ("9999-12-31", "Choose a day of this century."),
    ],
)
def test_a_last_day_has_bounds(as_owner, cohort, last_day, words):
    page = as_owner.post(page_of(cohort, "cohort/"), {"act": "end", "ended_on": last_day})

    assert words in page.text
    cohort.refresh_from_db()
    assert cohort.ended_on is None


def test_a_start_comes_before_the_last_day(as_owner, cohort):
    fields = {"act": "change", "name": "Autumn", "roadmaps": [cohort.roadmaps.get().pk]}
    press(as_owner, page_of(cohort, "cohort/"), act="end", ended_on="2026-03-20")

    page = as_owner.post(page_of(cohort, "cohort/"), fields | {"starts_on": "2026-03-21"})

    assert "Its last day is 20 March 2026." in page.text
    cohort.refresh_from_db()
    assert str(cohort.starts_on) == "2026-03-02"
    press(as_owner, page_of(cohort, "cohort/"), **fields | {"starts_on": "2026-03-20"})
    cohort.refresh_from_db()
    assert str(cohort.starts_on) == "2026-03-20"


@pytest.mark.parametrize(("days", "words"), [(-1, "ended on"), (0, "ends on"), (30, "ends on")])
def test_every_page_says_in_the_same_way_whether_it_has_ended(as_owner, cohort, robin, days, words):
    last_day = timezone.localdate() + timedelta(days=days)
    Cohort.objects.update(ended_on=last_day)
    said = f"{words} {date_format(last_day, 'j F Y')}"

    for path in ("/cohorts/", f"/cohorts/{cohort.pk}/", f"/cohorts/{cohort.pk}/me/"):
        assert said in as_owner.get(path).text.replace("Ended on", "ended on").replace("Ends on", "ends on")


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "link", "role": "learner", "uses": "5", "days": "3"},
        {"act": "mail", "days": "7", "addresses": "kim@x.example"},
    ],
    ids=["link", "mail"],
)
def test_nobody_is_invited_to_one_that_is_archived(as_owner, cohort, fields):
    Cohort.objects.update(archived_at=timezone.now())

    page = press(as_owner, page_of(cohort, "invitations/"), **fields)

    assert "Nobody was invited: the cohort is archived." in page.text
    assert "Take it out of the archive" in page.text
    assert "Make a link" not in page.text
    assert not Invitation.objects.exists()
    assert not sent()


def test_a_thousand_is_written_in_one_way(as_owner, cohort):
    people = User.objects.bulk_create(User(email=f"{n}@x.example") for n in range(1000))
    Membership.objects.bulk_create(
        Membership(cohort=cohort, person=person, joined_at=timezone.now()) for person in people
    )

    for path in ("/cohorts/", page_of(cohort), f"/cohorts/{cohort.pk}/messages/new/"):
        assert "1,000 learners" in as_owner.get(path).text, path
    assert "1 to 100 of 1,001" in as_owner.get(page_of(cohort)).text


def test_cohorts_of_the_same_name_are_told_apart_when_somebody_is_moved(as_owner, owner, cohort, robin):
    for day in ("2026-05-04", "2026-09-07"):
        other = make_cohort(name="Evenings", starts_on=date.fromisoformat(day))
        make_membership(other, role=Role.OWNER, person=owner.person)

    page = as_owner.get(page_of(cohort, f"members/{robin.pk}/")).text

    assert "Evenings, from 4 May 2026" in page
    assert "Evenings, from 7 September 2026" in page


def test_what_is_pressed_on_anothers_page_changes_nothing(as_owner, cohort, robin):
    for address in (page_of(cohort, f"members/{robin.pk}/"), "/cohorts/", "/cohorts/new/"):
        response = as_owner.post(address, {"act": "remove", "whose": VISITOR})
        assert response.status_code in {404, 409}

    assert is_in(robin)


@pytest.fixture
def as_robin(client, robin, owner):
    client.force_login(robin.person)
    return client


def test_a_learner_narrows_what_mentors_see(as_robin, cohort, robin):
    page = press(as_robin, f"/cohorts/{cohort.pk}/me/", act="show", shows="counts")

    robin.refresh_from_db()
    assert robin.shows == Shows.COUNTS
    assert "Saved." in page.text
    assert "You let mentors see only how many topics, not which." in page.text


def test_a_learner_leaves_and_comes_back(as_robin, cohort, robin):
    page = press(as_robin, f"/cohorts/{cohort.pk}/me/", act="leave")
    assert page.redirect_chain == [("/cohorts/", 302)]
    assert as_robin.get(f"/cohorts/{cohort.pk}/me/").status_code == 404

    page = press(as_robin, "/cohorts/", undo=undo_of(page))

    assert "You are back in “Autumn”." in page.text
    assert is_in(robin)


def test_nobody_takes_anothers_leaving_back(as_owner, cohort, robin):
    Membership.objects.filter(pk=robin.pk).update(left_at=timezone.now())

    page = press(as_owner, "/cohorts/", undo=robin.pk)

    assert "too late" in page.text
    assert not is_in(robin)


def test_a_learner_of_an_archived_cohort_finds_it_and_can_leave(as_robin, cohort, robin):
    Cohort.objects.update(archived_at=timezone.now())
    page = as_robin.get("/cohorts/").text
    assert page.index("Archived") < page.index(f'href="/cohorts/{cohort.pk}/me/"')
    assert "its owners alone see it" in page
    assert "1 learner" not in page

    press(as_robin, f"/cohorts/{cohort.pk}/me/", act="leave")

    assert not is_in(robin)


def test_who_has_left_still_reads_what_was_seen_of_them(client, as_robin, cohort, owner, robin):
    note(What.SAW_LEARNER, cohort=cohort, actor=owner.person, learner=robin.person, at=timezone.now())
    press(as_robin, f"/cohorts/{cohort.pk}/me/", act="leave")
    note(What.EXPORTED, cohort=cohort, actor=owner.person, at=timezone.now())

    settings = as_robin.get("/settings/cohorts/").text
    page = as_robin.get(f"/settings/cohorts/{robin.pk}/").text

    assert f'href="/settings/cohorts/{robin.pk}/"' in settings
    assert "Nobody there sees you any more." in page
    assert "Ada looked at your page." in page
    assert "You left." in page
    assert "downloaded" not in page  # they were not in it any more
    client.force_login(owner.person)
    assert client.get(f"/settings/cohorts/{robin.pk}/").status_code == 404
    assert "Robin" not in client.get(page_of(cohort, "").replace("settings/", "audit/")).text


def test_who_is_in_again_or_still_has_left_nothing(as_robin, cohort, robin):
    past = make_membership(make_cohort(name="Once"), person=robin.person, left_at=timezone.now())
    make_membership(past.cohort, person=robin.person)

    assert "You were in" not in as_robin.get("/settings/cohorts/").text
    for membership in (past, robin):
        assert as_robin.get(f"/settings/cohorts/{membership.pk}/").status_code == 404


def test_leaving_says_what_is_kept(as_robin, cohort):
    page = as_robin.get(f"/cohorts/{cohort.pk}/me/").text

    assert "What mentors noted about you and what you wrote to each other is kept" in page


def test_the_only_owner_who_leaves_is_told_why_not(as_owner, cohort, owner):
    assert "You are its only owner." in press(as_owner, f"/cohorts/{cohort.pk}/me/", act="leave").text


def test_the_page_of_the_settings_says_what_is_seen_where(as_robin, cohort, robin):
    Membership.objects.filter(pk=robin.pk).update(shows=Shows.COUNTS)

    page = as_robin.get("/settings/cohorts/").text

    assert "mentors see only how many topics" in page
    assert f"/cohorts/{cohort.pk}/me/" in page
