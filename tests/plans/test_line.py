"""The line as a picture that stands for itself."""

import gzip
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curriculum.models import FormerSlug
from progress.learning.pages.line_svg import COLOURS
from tests.factories import make_phase, make_roadmap, make_topics

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def roadmap(db):
    roadmap = make_roadmap(title="Backend <engineer> & more", accent="pine")
    make_topics(2, make_phase(roadmap=roadmap, title="Data & <b>bases</b>", number=1))
    make_topics(1, make_phase(roadmap=roadmap, title="Caching in front of everything", number=2))
    return roadmap


@pytest.fixture
def path(roadmap):
    return f"/roadmaps/{roadmap.slug}/line.svg"


def drawn(answer):
    return ElementTree.fromstring(answer.content)


def test_it_is_a_picture_with_a_title_and_a_text(client, path):
    answer = client.get(path)
    picture = drawn(answer)

    assert answer["Content-Type"] == "image/svg+xml"
    assert picture.findtext(f"{SVG}title") == "Backend <engineer> & more"
    assert picture.findtext(f"{SVG}desc") == (
        "A line of 2 stations: Data & <b>bases</b>, Caching in front of everything."
    )


def test_words_of_editors_stay_words(client, path):
    elements = {element.tag.removeprefix(SVG) for element in drawn(client.get(path)).iter()}

    assert elements <= {"svg", "title", "desc", "style", "rect", "circle", "polygon", "line", "text", "tspan"}


def test_a_long_name_goes_on_below(client, path):
    names = [text for text in drawn(client.get(path)).iter(f"{SVG}text") if len(text)]

    assert [span.text for span in names[1]] == ["Caching in", "front of", "everything"]


def test_it_follows_light_and_dark_and_its_policy_lets_it(client, path):
    answer = client.get(path)
    style = drawn(answer).findtext(f"{SVG}style")
    policy = answer["Content-Security-Policy"]

    assert "@media(prefers-color-scheme:dark)" in style
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy


def test_its_colours_are_those_of_the_pages():
    tokens = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()

    for accent, colours in COLOURS.items():
        assert tuple(re.findall(rf"--{accent}: (#\w+)", tokens)) == colours


def test_it_asks_for_nobody_and_leaves_no_cookie(browser, path):
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(path)

    assert len(captured) == 1
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"] == "public, max-age=3600"


def test_it_says_when_nothing_is_new(client, path):
    etag = client.get(path)["ETag"]

    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_an_old_address_leads_to_the_new_one(client, roadmap, path):
    FormerSlug.objects.create(kind="roadmap", slug="old", key=roadmap.key)

    answer = client.get("/roadmaps/old/line.svg")

    assert (answer.status_code, answer.url) == (301, path)


@pytest.mark.parametrize("status", ["draft", None])
def test_a_draft_has_none_for_anybody(client, db, status):
    roadmap = make_roadmap(status=status) if status else None

    assert client.get(f"/roadmaps/{roadmap.slug if roadmap else 'none'}/line.svg").status_code == 404


def test_a_roadmap_without_a_station_is_a_title(client, db):
    assert client.get(f"/roadmaps/{make_roadmap().slug}/line.svg").status_code == 200


def test_it_is_compressed_for_who_takes_that(browser, path):
    answer = browser.get(path, headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(answer.content) == browser.get(path).content
