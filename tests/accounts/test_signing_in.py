from roadmap_site.accounts import zones
from roadmap_site.accounts.models import User
from tests.accounts.moments import NOON
from tests.accounts.ways import sign_in


def test_signing_in_ignores_the_case_of_the_address(client, learner):
    response = sign_in(client, " ROBIN@cairn.example ")

    assert response.url == "/"


def test_the_first_zone_that_a_browser_tells_is_taken(client, learner):
    sign_in(client, learner.email, time_zone="America/Lima")

    learner.refresh_from_db()
    assert learner.time_zone == "America/Lima"
    assert learner.zone_changes.get().zone == "America/Lima"


def test_a_differing_zone_is_suggested_and_changes_nothing(client, learner):
    zones.move(user=learner, zone="America/Los_Angeles", at=NOON)

    sign_in(client, learner.email, time_zone="Europe/Oslo")
    page = client.get("/settings/")

    learner.refresh_from_db()
    assert learner.time_zone == "America/Los_Angeles"
    assert learner.zone_changes.count() == 1
    assert "This browser is in Oslo; your days are counted in Los Angeles." in page.text


def test_another_name_of_the_same_clock_is_not_worth_a_word(client, learner):
    zones.move(user=learner, zone="Asia/Kolkata", at=NOON)

    sign_in(client, learner.email, time_zone="Asia/Calcutta")

    assert "This browser is in" not in client.get("/settings/").text


def test_a_browser_without_javascript_changes_nothing(client, learner):
    sign_in(client, learner.email, time_zone="")

    learner.refresh_from_db()
    assert learner.time_zone == "UTC"
    assert not learner.zone_changes.exists()


def test_every_form_on_the_way_in_asks_for_the_zone(client, db):
    for page in ("/accounts/login/", "/accounts/signup/"):
        assert '<input type="hidden" name="time_zone" data-zone>' in client.get(page).text


def test_somebody_switched_off_is_told_so(client, learner):
    User.objects.update(is_active=False)

    response = sign_in(client, learner.email)

    assert response.url == "/accounts/inactive/"


def test_signing_out_needs_a_post(client, learner):
    client.force_login(learner)

    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session
