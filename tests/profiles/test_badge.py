from xml.etree import ElementTree

import pytest

from curriculum.models import FormerSlug
from progress.learning.marks import set_state
from progress.learning.models import Mark
from progress.learning.profiles import badge as badges
from progress.learning.profiles.drawing import COLOURS, Sign, draw, width_of
from tests.factories import make_topic
from tests.profiles.conftest import NOON

ADDRESS = "/@robin/backend.svg"


@pytest.fixture(autouse=True)
def nothing_drawn():
    badges._drawn.clear()


def said(response) -> str:
    return ElementTree.fromstring(response.content).attrib["aria-label"]


def test_it_is_not_there_until_switched_on(client, shown, topics):
    assert client.get(ADDRESS).status_code == 404

    shown(public=True)
    assert client.get(ADDRESS).status_code == 404

    shown(badges=True)
    assert client.get(ADDRESS).status_code == 200


def test_a_handle_in_capitals_leads_to_it(client, shown, topics):
    assert client.get("/@Robin/backend.svg").status_code == 404

    shown(badges=True)

    response = client.get("/@Robin/backend.svg")
    assert (response.status_code, response["Location"]) == (301, ADDRESS)


def test_it_is_gone_as_soon_as_it_is_switched_off(client, shown, topics):
    shown(badges=True)
    client.get(ADDRESS)

    shown()

    assert client.get(ADDRESS).status_code == 404


def test_it_says_how_far_its_learner_is(client, shown, done, topics):
    shown(badges=True)
    assert said(client.get(ADDRESS)) == "Backend Engineer: 0 of 4"

    done(*topics[:3])
    assert said(client.get(ADDRESS)) == "Backend Engineer: 3 of 4"

    done(topics[3])
    assert said(client.get(ADDRESS)) == "Backend Engineer: complete"


def test_complete_stays_complete(client, shown, done, topics):
    shown(badges=True)
    done(*topics)

    make_topic(phase=topics[0].phase)
    topics[0].roadmap.tree_digest = "another"  # as a load says
    topics[0].roadmap.save()

    assert said(client.get(ADDRESS)) == "Backend Engineer: complete, 4 of 5"


@pytest.mark.parametrize("state", ["skipped", "todo", "learning"])
def test_every_change_of_a_mark_shows_at_once(client, shown, done, learner, topics, state):
    shown(badges=True)
    done(*topics[:2])
    client.get(ADDRESS)

    set_state(learner=learner, topic=topics[0], state=state, at=NOON)

    assert said(client.get(ADDRESS)) == f"Backend Engineer: 1 of {3 if state == 'skipped' else 4}"


def test_a_mark_that_comes_without_an_activity_shows_too(client, shown, learner, topics):
    shown(badges=True)
    client.get(ADDRESS)

    Mark.objects.create(learner=learner, topic=topics[0], state="done", at=NOON, day=NOON.date())

    assert said(client.get(ADDRESS)) == "Backend Engineer: 1 of 4"


def test_one_question_no_session_no_cookie(client, shown, done, learner, topics, django_assert_num_queries):
    done(topics[0])
    shown(badges=True)
    client.force_login(learner)
    client.get(ADDRESS)

    with django_assert_num_queries(1) as asked:
        response = client.get(ADDRESS)

    assert "session" not in asked.captured_queries[0]["sql"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_broken_session_cookie_is_left_alone(client, shown, topics, settings):
    shown(badges=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"

    assert not client.get(ADDRESS).cookies


def test_as_many_questions_with_many_marks(client, shown, done, topics, django_assert_num_queries):
    from tests.factories import make_phase, make_topics

    done(*make_topics(200, make_phase(roadmap=topics[0].roadmap)))
    shown(badges=True)
    client.get(ADDRESS)

    with django_assert_num_queries(1):
        client.get(ADDRESS)


def test_it_may_be_kept_and_asked_for_again(client, shown, done, topics):
    shown(badges=True)
    first = client.get(ADDRESS)
    assert first["Cache-Control"] == "public, max-age=300"
    assert first["Content-Type"] == "image/svg+xml"
    assert first["Content-Length"] == str(len(first.content))

    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    done(topics[0])
    assert client.get(ADDRESS, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_carries_the_sites_headers(client, shown, topics):
    shown(badges=True)

    for address in (ADDRESS, "/@nobody/backend.svg"):
        response = client.get(address)
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"


def test_a_wrong_host_is_refused(client, shown, topics):
    shown(badges=True)

    assert client.get(ADDRESS, headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_what_is_not_public_content_has_no_badge(client, shown, topics, status):
    from tests.factories import make_release

    roadmap = topics[0].roadmap
    shown(badges=True)
    roadmap.status = status if status == "draft" else "published"
    roadmap.retired_in = None if status == "draft" else make_release()
    roadmap.save()

    assert client.get(ADDRESS).status_code == 404


def test_a_readme_keeps_its_picture_when_the_address_changes(client, shown, topics):
    roadmap = topics[0].roadmap
    FormerSlug.objects.create(kind="roadmap", slug="backend", key=roadmap.key)
    roadmap.slug = "backend-engineering"
    roadmap.save()
    assert client.get(ADDRESS).status_code == 404  # nobody has switched anything on

    shown(badges=True)

    response = client.get(ADDRESS)
    assert (response.status_code, response.url) == (301, "/@robin/backend-engineering.svg")


@pytest.mark.parametrize("title", ['<script>"x"</script>', "A & B", "日本語 'x'", "]]>"])
def test_whatever_a_title_holds_is_text(client, shown, topics, title):
    topics[0].roadmap.title = title
    topics[0].roadmap.save()
    shown(badges=True)

    response = client.get(ADDRESS)

    assert said(response) == f"{title}: 0 of 4"
    assert b"<script" not in response.content


@pytest.mark.parametrize("accent", COLOURS)
def test_every_line_has_its_own_colour_and_shape(accent):
    drawn = draw(Sign("Backend", "B", accent, 1, 4, False))

    ElementTree.fromstring(drawn)
    assert COLOURS[accent] in drawn
    assert "style" not in drawn


def test_colours_are_those_of_the_pages():
    from roadmap_site.local.places import PROJECT

    css = (PROJECT / "static" / "css" / "tokens.css").read_text()

    assert all(f"--{name}: {colour};" in css for name, colour in COLOURS.items())


def test_a_longer_title_makes_a_longer_badge():
    assert width_of("Backend Engineer") > width_of("Backend") > width_of("illi")


def test_only_so_many_pictures_are_kept(monkeypatch, client, shown, done, topics):
    monkeypatch.setattr(badges, "KEPT", 2)
    shown(badges=True)
    for topic in topics:
        done(topic)
        client.get(ADDRESS)

    assert len(badges._drawn) == 2
