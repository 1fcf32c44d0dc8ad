"""Nothing that an editor or a learner may write breaks a page, not even one that is prepared with slots."""

import pytest
from django.utils import timezone

from progress.learning.marks import set_state
from progress.learning.pages.slots import Prepared, Slots
from tests.factories import (
    make_concept,
    make_group,
    make_learner,
    make_milestone,
    make_phase,
    make_reference,
    make_resource,
    make_roadmap,
    make_topic,
)
from tests.pages.markup import read

pytestmark = pytest.mark.django_db

NASTY = """<b>&"'</title><script>alert(1)</script>{{ slots.panel }}{% now %}"""
SLOTS = Slots()
MARKERS = "\x02panel\x03 \x02token\x03 \x02nowhere\x03 \x02 \x03"


def roadmap_of(words: str):
    """Everything that is written as text says `words`."""
    idea = make_concept(title=words)
    roadmap = make_roadmap(
        title=words,
        tagline=words,
        facts=[{"label": words, "value": words}],
        next=[{"title": words}],
        related=[{"title": words, "url": "https://elsewhere.example/?a=1&b=2"}],
        source={"title": words, "url": "https://source.example/"},
    )
    phase = make_phase(
        roadmap=roadmap,
        number=1,
        title=words,
        short=words[:24],
        headline=words,
        badge=words[:60],
        tools=[words],
    )
    group = make_group(phase=phase, title=words)
    topic = make_topic(group=group, title=words, concept=idea)
    other = make_topic(phase=phase, title=words)
    topic.needs.add(other)
    make_topic(title=words, concept=idea)
    make_milestone(phase=phase, title=words)
    resource = make_resource(title=words, note=words, url="https://book.example/?a=1&b=2")
    for place in (roadmap, phase, topic):
        make_reference(resource=resource, place=place)
    return phase, topic


def pages_of(phase, topic):
    base = f"/roadmaps/{phase.roadmap.slug}/"
    return ["/", base, f"{base}{phase.slug}/", f"{base}topics/{topic.slug}/"]


@pytest.mark.parametrize("who", ["client", "browser"])
@pytest.mark.parametrize("words", [NASTY, MARKERS], ids=["markup", "markers"])
def test_titles_are_text(request, who, words, learner):
    person = request.getfixturevalue(who)
    phase, topic = roadmap_of(words)
    shown = " ".join(words.split())

    for path in pages_of(phase, topic):
        page = read(person.get(path))

        assert all(script["src"].startswith("/static/") for script in page.all("script"))
        assert not page.all("b", class_=None)
        assert shown in page.one("main").text


@pytest.mark.parametrize("words", [NASTY, MARKERS], ids=["markup", "markers"])
def test_titles_are_text_in_fragments_too(browser, words):
    phase, topic = roadmap_of(words)
    base, _, _ = pages_of(phase, topic)[1:]

    fragment = read(browser.post(base, {"mark": f"{topic.slug}:done"}, headers={"HX-Request": "true"}))

    assert " ".join(words.split()) in fragment.one("div", id="undo").text
    assert not fragment.all("script")


def test_an_undone_word_after_a_redirect_is_text(client):
    phase, topic = roadmap_of(NASTY)

    page = read(client.post(pages_of(phase, topic)[1], {"mark": f"{topic.slug}:done"}, follow=True))

    assert page.one("div", id="undo").one("p").text == f"{NASTY}: done."


def test_a_learners_name_is_text(client):
    topic = make_topic()
    client.force_login(make_learner(name=f"{NASTY} \x02panel\x03"))

    page = read(client.get(f"/roadmaps/{topic.roadmap.slug}/"))

    assert NASTY in page.one("a", class_="me").text


def test_another_lines_title_is_text_where_it_is_carried_from(browser, learner):
    idea = make_concept()
    source = make_topic(concept=idea, roadmap=make_roadmap(title=NASTY))
    carried = make_topic(concept=idea)
    set_state(learner=learner, topic=source, state="done", at=timezone.now())

    row = read(browser.get(f"/roadmaps/{carried.roadmap.slug}/")).one("li", id=f"stop-{carried.slug}")

    assert row.one("span", class_="bullet")["aria-label"] == NASTY


def test_code_keeps_its_indentation(client):
    code = "<pre><code>def f():\n    if x:\n\n        return 1\n</code></pre>"
    roadmap = make_roadmap(summary=code)
    phase = make_phase(roadmap=roadmap, prose=code, summary=code)

    assert code in client.get(f"/roadmaps/{roadmap.slug}/").text
    assert client.get(f"/roadmaps/{roadmap.slug}/").text.count(code) == 2
    assert client.get(f"/roadmaps/{roadmap.slug}/{phase.slug}/").text.count(code) == 2


def test_a_slot_without_a_value_is_an_error():
    with pytest.raises(KeyError):
        Prepared(f"a {SLOTS['name']} b").fill({})


def test_what_fills_a_slot_opens_no_other():
    prepared = Prepared(f"{SLOTS['one']} and {SLOTS['two']}")

    assert prepared.fill({"one": SLOTS["two"], "two": "2"}) == f"{SLOTS['two']} and 2"
