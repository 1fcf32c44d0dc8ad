import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from curriculum.loading.load import Orders, load
from tests.catalogs import full_catalog
from tests.security.routes import ADMIN, ADMIN_PARTS, ADMIN_SIGN_IN, PROVED_OTHERWISE, ROUTES

pytestmark = pytest.mark.django_db


def every_route(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from every_route(entry, route)
        else:
            yield route


ADMIN_ROUTES = [route for route in every_route() if route.startswith(ADMIN) and route not in ROUTES]


def admin_address(route: str) -> str:
    for placeholder, value in ADMIN_PARTS.items():
        route = re.sub(placeholder, value, route)
    return f"/{route}"


def browser_of(person) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


def answer(person, address: str) -> int | str:
    response = browser_of(person).get(address)
    redirected = response.status_code in (301, 302)
    return response.url.partition("?")[0] if redirected else response.status_code


@pytest.fixture
def roadmaps(db):
    load(full_catalog(), at=datetime(2026, 1, 5, 12, tzinfo=UTC), orders=Orders())


def test_every_route_is_listed():
    assert set(every_route()) - set(ADMIN_ROUTES) == set(ROUTES)


def test_who_gets_what(roadmaps, learner, staff):
    for route, (address, *expected) in ROUTES.items():
        assert [answer(person, address) for person in (None, learner, staff)] == expected, route


def test_the_admin_is_for_the_staff(learner, staff):
    for address in map(admin_address, ADMIN_ROUTES):
        assert [answer(person, address) for person in (None, learner)] == [ADMIN_SIGN_IN] * 2, address
        assert answer(staff, address) != ADMIN_SIGN_IN, address


@pytest.mark.parametrize("route", [*ROUTES, *ADMIN_ROUTES])
def test_nothing_is_changed_without_a_token(route, staff):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff)
    address = ROUTES[route][0] if route in ROUTES else admin_address(route)

    statuses = {client.generic(method, address).status_code for method in ("POST", "PUT", "PATCH", "DELETE")}

    assert statuses == PROVED_OTHERWISE.get(route, {403})


def test_a_role_taken_away_is_gone_at_the_next_request(staff):
    client = browser_of(staff)
    assert client.get("/admin/").status_code == 200

    staff.is_staff = False
    staff.save()

    assert client.get("/admin/").status_code == 302


def test_an_account_switched_off_is_out_at_the_next_request(learner):
    client = browser_of(learner)
    assert client.get("/settings/").status_code == 200

    learner.is_active = False
    learner.save()

    assert client.get("/settings/").status_code == 302
