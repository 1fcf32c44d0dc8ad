"""What browsers and crawlers ask for by themselves is there."""

from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client

AGENT = "Wanderer"


@pytest.fixture
def rules() -> RobotFileParser:
    rules = RobotFileParser()
    rules.parse(Client().get("/robots.txt").text.splitlines())
    return rules


@pytest.mark.parametrize(
    "path",
    [
        "/settings/",
        "/settings/export/everything.json",
        "/today/",
        "/streak/",
        "/accounts/login/?next=/",
        "/plans/some-token.ics",
        "/admin/",
        "/completions/",
    ],
)
def test_crawlers_leave_what_is_ones_own(rules, path):
    assert not rules.can_fetch(AGENT, path)


@pytest.mark.parametrize(
    "path", ["/", "/roadmaps/backend/", "/roadmaps/backend/topics/sql/", "/whats-new/", "/@noor/", "/search/"]
)
def test_crawlers_read_what_is_open_to_everybody(rules, path):
    assert rules.can_fetch(AGENT, path)


def test_the_rules_are_plain_text_and_need_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "max-age=86400" in response["Cache-Control"]


def test_the_list_of_roadmaps_has_moved_for_ever(client, db):
    response = client.get("/roadmaps/")

    assert (response.status_code, response.url) == (301, "/")


def test_the_icon_is_where_browsers_look_for_it(client, db):
    response = client.get("/favicon.ico")

    assert (response.status_code, response.url) == (302, "/static/cairn.svg")
