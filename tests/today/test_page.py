import pytest

from tests.factories import make_topic
from tests.pages.markup import read

pytestmark = pytest.mark.django_db


def test_a_visitor_is_told_what_would_be_there(client):
    response = client.get("/today/")

    assert response.status_code == 200
    assert read(response).all("a", href="/accounts/signup/?next=/today/")


def test_who_follows_nothing_is_led_to_the_lines(browser):
    make_topic()

    page = read(browser.get("/today/"))

    assert page.one("section", id="next").one("a", class_="button")["href"] == "/"
