"""Every title, number, window, mark and order of the five sources is in the database after a load."""

import html
import json
import re
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db.models import Count

from curriculum.models import Concept, Phase, Reference, Roadmap, Topic
from tests.seeds.conftest import SOURCES

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap(source):
    return Roadmap.objects.get(key=source.key)


@pytest.fixture
def phases(roadmap):
    return list(roadmap.phases.live().select_related("layer").order_by("position"))


def plain(text):
    """The text of some HTML, in small letters."""
    return html.unescape(re.sub(r"<[^>]*>", "", text)).casefold()


def span(row, name):
    start = getattr(row, f"{name}_from")
    return None if start is None else (getattr(row, f"{name}_unit"), start, getattr(row, f"{name}_to"))


def titles(rows):
    return tuple(rows.order_by("position").values_list("title", flat=True))


def resources(roadmap, **place):
    references = Reference.objects.filter(roadmap=roadmap, **place).order_by("position")
    return tuple(references.values_list("resource__kind", "resource__title"))


def test_the_index_has_the_five_in_this_order(loaded):
    listed = Roadmap.objects.published().values_list("key", "slug", "title", "position", "accent")

    assert list(listed) == [(s.key, s.slug, s.title, s.position, s.accent) for s in SOURCES]


def test_the_head_of_a_roadmap_says_what_its_source_says(source, roadmap):
    facts = tuple((fact["value"], fact["label"]) for fact in roadmap.facts)
    origin = {name: value for name, value in roadmap.source.items() if value}

    assert roadmap.calls_phases == source.calls_phases
    assert roadmap.audience == source.audience
    assert span(roadmap, "duration") == source.duration
    assert facts == source.facts
    assert origin == source.source


def test_phases_stand_in_order_with_their_marks(source, phases):
    expected = [
        (p.title, p.number, p.level, p.layer, p.badge, p.optional, tuple(p.tools)) for p in source.phases
    ]

    assert [
        (p.title, p.number, p.level, p.layer.title if p.layer else "", p.badge, p.optional, tuple(p.tools))
        for p in phases
    ] == expected


def test_phases_have_their_windows(source, phases):
    expected = [(p.title, p.effort, p.when, p.when_note) for p in source.phases]

    assert [(p.title, span(p, "effort"), span(p, "when"), p.when_note) for p in phases] == expected


def test_layers_stand_in_order_with_their_second_titles(source, roadmap):
    assert tuple(roadmap.layers.values_list("title", "subtitle")) == source.layers


def test_phases_have_their_second_titles(source, phases):
    wanting = [
        (ours.title, ours.headline)
        for ours, theirs in zip(phases, source.phases, strict=True)
        if (not ours.headline if theirs.headline is None else ours.headline != theirs.headline)
    ]

    assert wanting == []


def test_phases_have_a_goal_and_a_summary_where_the_source_has_one(source, phases):
    pairs = list(zip(phases, source.phases, strict=True))

    assert [ours.title for ours, theirs in pairs if bool(ours.goal) < theirs.goal] == []
    assert [ours.title for ours, theirs in pairs if bool(ours.summary) < theirs.summary] == []


def test_phases_have_a_short_name_that_fits_under_a_station(source, phases):
    assert [p.title for p in phases if not 0 < len(p.short) <= 12] == []


def test_topics_stand_in_order_with_their_optional_marks(source, phases):
    expected = [(p.title, [(t, t in p.optional_topics) for t in p.topics]) for p in source.phases]

    assert [
        (p.title, list(p.topics.live().order_by("position").values_list("title", "optional"))) for p in phases
    ] == expected


def test_topics_have_a_summary(source, roadmap):
    assert titles(roadmap.topics.live().filter(summary="")) == ()


def test_milestones_stand_in_order_with_a_brief(source, roadmap, phases):
    assert [(p.title, titles(p.milestones.live())) for p in phases] == [
        (p.title, p.milestones) for p in source.phases
    ]
    assert titles(roadmap.milestones.live().filter(brief="")) == ()


def test_resources_stand_in_order_where_the_source_names_them(source, roadmap, phases):
    assert resources(roadmap, phase=None, topic=None) == source.resources
    assert [(p.title, tuple(title for _, title in resources(roadmap, phase=p))) for p in phases] == [
        (p.title, p.resources) for p in source.phases
    ]


def test_the_skill_map_has_its_windows_and_items(source, roadmap):
    windows = tuple((window.label, titles(window.items)) for window in roadmap.skill_windows.all())

    assert windows == source.skill_map


def test_the_routine_has_its_habits(source, roadmap):
    assert roadmap.habits.live().count() == source.habits


def test_further_reading_stands_in_order(source, roadmap):
    assert tuple(link["title"] for link in roadmap.related) == source.related
    if source.next:
        assert tuple(link["title"] for link in roadmap.next) == source.next


def test_names_and_numbers_are_kept(source, roadmap):
    texts = {}
    for title, text in [
        *roadmap.phases.live().values_list("title", "summary"),
        *roadmap.phases.live().values_list("title", "goal"),
        *roadmap.topics.live().values_list("title", "summary"),
        *roadmap.milestones.live().values_list("title", "brief"),
        *Reference.objects.filter(roadmap=roadmap).values_list("resource__title", "resource__note"),
    ]:
        texts[title] = f"{texts.get(title, '')} {plain(text)}"

    assert [
        (title, name)
        for title, names in source.names.items()
        for name in names
        if name.casefold() not in texts[title]
    ] == []


def rows(phase):
    """The cells of the tables in a phase's prose, head apart."""
    bodies = "".join(re.findall(r"<tbody>(.*?)</tbody>", phase.prose, re.DOTALL))
    return [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", bodies, re.DOTALL)
    ]


def test_tables_keep_their_rows(source, phases):
    for phase in phases:
        expected = [[cell.casefold() for cell in row] for row in source.tables.get(phase.title, ())]
        ours = rows(phase)

        assert [row[0] for row in ours] == [row[0] for row in expected]
        assert [set(theirs) - set(row) for row, theirs in zip(ours, expected, strict=True)] == [set()] * len(
            ours
        )


def asides(phase):
    """The kinds and titles of the callouts and pattern cards in a phase's prose."""
    found = re.findall(r'<aside[^>]* data-kind="(\w+)"[^>]*>\s*<strong>(.*?)</strong>', phase.prose)
    return [(kind, html.unescape(title)) for kind, title in found]


def test_pattern_cards_stand_in_order(source, phases):
    cards = {p.title: tuple(title for kind, title in asides(p) if kind == "pattern") for p in phases}

    assert {title: patterns for title, patterns in cards.items() if patterns} == source.patterns


def test_callouts_stand_where_they_belong(source, phases):
    called_out = tuple(p.title for p in phases for kind, _ in asides(p) if kind != "pattern")

    assert called_out == source.callouts


def test_counts_agree_with_the_sources(loaded):
    output = StringIO()
    call_command("content_stats", "--json", stdout=output)

    assert json.loads(output.getvalue())["roadmaps"] == [
        {
            "id": source.key,
            "phases": len(source.phases),
            "topics": sum(len(phase.topics) for phase in source.phases),
            "optional_topics": sum(len(phase.optional_topics) for phase in source.phases),
            "milestones": sum(len(phase.milestones) for phase in source.phases),
            "resources": len(source.resources) + sum(len(phase.resources) for phase in source.phases),
            "tools": sum(len(phase.tools) for phase in source.phases),
            "habits": source.habits,
            "skill_map_items": sum(len(items) for _, items in source.skill_map),
        }
        for source in SOURCES
    ]


@pytest.mark.parametrize(
    ("key", "counts"),
    [
        # phases, topics, optional topics, milestones, resources, tools, habits, items of the skill map
        ("boring-backend", (10, 68, 0, 2, 14, 0, 5, 21)),
        ("backend-layers", (3, 18, 0, 0, 0, 0, 0, 0)),
        ("backend-developer", (8, 26, 9, 0, 0, 0, 0, 0)),
        ("backend-career", (8, 48, 0, 0, 0, 32, 0, 0)),
        ("backend-mastery", (8, 31, 0, 19, 17, 0, 0, 0)),
    ],
)
def test_the_lists_beside_this_file_are_whole(key, counts):
    (source,) = (source for source in SOURCES if source.key == key)

    assert counts == (
        len(source.phases),
        sum(len(phase.topics) for phase in source.phases),
        sum(len(phase.optional_topics) for phase in source.phases),
        sum(len(phase.milestones) for phase in source.phases),
        len(source.resources) + sum(len(phase.resources) for phase in source.phases),
        sum(len(phase.tools) for phase in source.phases),
        source.habits,
        sum(len(items) for _, items in source.skill_map),
    )


def test_one_book_of_backend_mastery_is_named_twice(loaded):
    named = Reference.objects.filter(roadmap__key="backend-mastery")

    assert (named.count(), named.values("resource").distinct().count()) == (17, 16)


def test_many_ideas_carry_from_one_roadmap_to_another(loaded):
    carrying = Concept.objects.annotate(taught=Count("topics__roadmap", distinct=True)).filter(taught__gte=2)

    assert carrying.count() >= 12


def test_an_idea_carries_to_one_topic_of_a_roadmap_at_most(loaded):
    twice = (
        Topic.objects.exclude(concept=None)
        .values("concept", "roadmap")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
    )

    assert list(twice) == []


def test_windows_of_phases_overlap_as_in_the_source(loaded):
    weeks = Phase.objects.filter(roadmap__key="boring-backend", when_unit="weeks").order_by("position")

    assert sum(after.when_from < before.when_to for before, after in pairwise(weeks)) == 3
