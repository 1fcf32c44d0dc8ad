"""A sign-in page never lands inside a fragment."""

import pytest

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/roadmaps/boring/?view=path"}


def test_htmx_is_sent_to_sign_in_as_a_whole_page_and_back_to_where_it_was(client, db):
    response = client.get("/settings/", headers=HTMX)

    assert response.status_code == 200
    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/roadmaps/boring/%3Fview%3Dpath"
    assert not response.content


@pytest.mark.parametrize("current", ["https://evil.example/", "", "javascript:alert(1)"])
def test_a_strange_current_page_leads_to_the_first_one(client, db, current):
    response = client.get("/settings/", headers=HTMX | {"HX-Current-URL": current})

    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/"


def test_other_redirects_of_htmx_stay_as_they_are(client, learner):
    client.force_login(learner)

    response = client.post("/settings/", {"name": "Robin", "time_zone": "UTC"}, headers=HTMX)

    assert (response.status_code, response.url) == (302, "/settings/")


def test_a_plain_request_is_redirected_plainly(client, db):
    assert client.get("/settings/").url == "/accounts/login/?next=/settings/"
