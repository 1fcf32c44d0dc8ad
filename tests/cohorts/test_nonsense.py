"""What no form would send: every address answers, and none of them with an error of ours."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from progress.cohorts.models import AnswerTemplate, Invitation, Message, Role
from progress.cohorts.reviews.templates import save as save_template
from progress.cohorts.saved_views import Unseen, save
from progress.cohorts.tables.choosing import Choice
from progress.cohorts.views.reviews import ACTS
from tests.cohorts.makers import MADE, make_cohort
from tests.cohorts.rights import RIGHTS
from tests.cohorts.test_rights import There, taken_back

pytestmark = pytest.mark.django_db

NONSENSE = {
    "NUL": b"a\x00b",
    "unseen": "a\u202eb".encode(),
    "half a character": b"\xed\xa0\x80\xff",
    "a huge number": b"9" * 30,
    "a number just too large": str(2**63).encode(),
    "a negative number": b"-1",
    "digits of others": "٣²".encode(),
    "much": b"x" * 100_000,
    "many": b"1," * 20_000,
    "nothing": b"",
}
# Also what only some states of a page ask for, or an address alone
FURTHER = {"undo", "template", "note", "revoke", "seen", "to", "words", "name", "the_good", "addresses"}
ASKED = ["q", "show", "phase", "sort", "line", "before", "role", "page", "to", "change", "next"]


class Fields(HTMLParser):
    """The names in a page's forms, and what their buttons do."""

    def __init__(self, html):
        super().__init__()
        self.names, self.acts = set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag in ("input", "textarea", "select", "button") and "name" in told:
            self.names.add(told["name"])
            if told["name"] == "act":
                self.acts.add(told.get("value", ""))


@pytest.fixture
def there():
    there = There()
    owner = there.members[Role.OWNER].person
    save(mentor=owner, cohort=there.cohort, name="Mine", choice=Choice(show="stuck"))
    save_template(mentor=owner, template=AnswerTemplate(title="Tests", words="Add some."))
    return there


def answers(client, method, address, data=b""):
    with taken_back():
        send = getattr(client, method)
        response = (
            send(address, data, content_type="application/x-www-form-urlencoded") if data else send(address)
        )
        getattr(response, "getvalue", lambda: b"")()
    assert response.status_code < 500, (address, data[:200])
    return response


def posts(fields, acts, usual):
    for act in acts:
        for value in NONSENSE.values():
            yield {**dict.fromkeys(fields, value), "act": act}
    for field in fields | {"act"}:
        for name in ("NUL", "a huge number"):
            yield {**usual, field: NONSENSE[name]}


@pytest.mark.full
@pytest.mark.parametrize("route", [route for route, right in RIGHTS.items() if right.writes])
def test_nonsense_in_a_form_is_no_error_of_ours(route, there):
    right, client, address = RIGHTS[route], there.client(Role.OWNER), there.address(route)
    page = Fields(client.get(address).text if right.sees else "")
    acts = page.acts | {"", right.post.get("act", "")} | (set(ACTS) if "submission" in route else set())

    fields = (page.names | set(right.post) | FURTHER) - {"whose"}  # it tells whose page was pressed

    for post in posts(fields, acts, right.post):
        assert answers(client, "post", address, urlencode(post).encode()).status_code not in {400, 403}


def queries():
    """At most of the length that a browser sends."""
    return [urlencode(dict.fromkeys(ASKED, value[:3_000])) for value in NONSENSE.values()]


@pytest.mark.full
@pytest.mark.parametrize("route", [route for route, right in RIGHTS.items() if right.sees])
def test_nonsense_in_an_address_is_no_error_of_ours(route, there):
    client, address = there.client(Role.OWNER), there.address(route)

    for query in queries():
        answers(client, "get", f"{address}?{query}")


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_that_no_row_has_is_not_found(number, there):
    client = there.client(Role.OWNER)

    for route in RIGHTS:
        for part in there.parts:
            address = re.sub(rf"<(?:\w+:)?{part}>", str(number), route)
            if address != route:
                there_not = there.address(address)
                assert answers(client, "get", there_not).status_code in {404, 405}, there_not
                assert answers(client, "post", there_not, b"act=save").status_code in {404, 405}, there_not


def outside(there):
    """Addresses that are no page of a cohort's."""
    at, learner, owner = MADE, there.learner.person, there.members[Role.OWNER].person
    Invitation.objects.create(
        cohort=make_cohort(),
        token="way-in",
        made_by=owner,
        made_at=at,
        expires_at=at.replace(year=2100),
        uses=5,
    )
    message = Message.objects.create(
        cohort=there.cohort, sender=learner, recipient=owner, words="Hello", at=at
    )
    return ["cohorts/", "cohorts/new/", "join/way-in/", "messages/", f"messages/{message.pk}/"]


def test_nonsense_beside_a_cohort_is_no_error_of_ours(there, settings):
    settings.OPEN_COHORTS = True
    client = there.client(Role.OWNER)
    fields = {"name", "roadmaps", "starts_on", "weeks_a_phase", "shows", "words", "undo", "join", "act"}

    for path in outside(there):
        for query in queries():
            answers(client, "get", f"/{path}?{query}")
        for value in NONSENSE.values():
            answers(client, "post", f"/{path}", urlencode(dict.fromkeys(fields, value)).encode())


def test_nonsense_for_an_answer_to_a_review_is_no_error_of_ours(there):
    client = there.client(None)
    client.force_login(there.learner.person)

    for value in NONSENSE.values():
        answers(
            client,
            "post",
            f"/submissions/{there.parts['submission']}/replies/",
            urlencode({"words": value}).encode(),
        )


@pytest.mark.parametrize("name", ["", " \n", "a\u202eb", "\0", "a\0b", "\ufeff", "\u200b"])
def test_a_view_needs_a_name_that_can_be_seen(name, there):
    with pytest.raises(Unseen):
        save(mentor=there.members[Role.OWNER].person, cohort=there.cohort, name=name, choice=Choice())


def test_a_name_that_nobody_sees_is_refused_with_the_way_back(there):
    client, address = there.client(Role.OWNER), there.address("cohorts/<int:cohort>/views/")

    response = client.post(address, {"act": "save", "name": "a\u202eb", "show": "quiet"})

    assert response.status_code == 409
    assert "characters that nobody sees" in response.text
    assert f'href="/cohorts/{there.cohort.pk}/?show=quiet#views"' in response.text
