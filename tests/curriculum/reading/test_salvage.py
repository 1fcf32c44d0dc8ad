"""A mistake of shape hides no other mistake, and nothing is concluded from what had to be left out."""

import pytest

from tests.curriculum.reading.example import BASICS, DATA, FILES, WEB, edited, read

BASICS_FILE = "roadmaps/web/phases/basics.yaml"
DATA_FILE = "roadmaps/web/phases/data.yaml"
START_FILE = "roadmaps/queues/phases/start.yaml"
WEB_FILE = "roadmaps/web/roadmap.yaml"

TWELVE_AND_A_BAD_ADDRESS = """\
id: basics
title: Basics
layer: nowhere
was: [data]
topics:
  - id: http
    title: HTTP
    concept: nothing
    about: [nought]
    resources: [nobody, {kind: book, title: B, url: www.example.org}]
  - id: rest
    title: REST
    slug: http
    needs: [nowhere, orm]
    credit: all
  - id: sql
    title: SQL
    was: [soap]
milestones: []
"""


def messages(tmp_path, files) -> list[str]:
    return [error.message for error in read(tmp_path, files).errors]


def test_a_bad_address_hides_none_of_twelve_mistakes_of_reference(tmp_path):
    web = WEB.replace("  - {id: ground, title: Ground}\n", "").replace("rest\n", "http\n")

    found = messages(tmp_path, FILES | {BASICS_FILE: TWELVE_AND_A_BAD_ADDRESS, WEB_FILE: web})

    assert sorted(found) == sorted(
        [
            "the layer `nowhere` isn't known",
            "`was` names `data`, which is still there",
            "the concept `nothing` isn't known",
            "the concept `nought` isn't known",
            "the resource `nobody` isn't known",
            "`url` `www.example.org` doesn't begin with https:// or http://",
            "the slug `http` of this topic is taken",
            "the topic `nowhere` isn't known in this roadmap",
            "`orm` is a group, not a topic",
            "`credit` says how the ids in `was` count, but there is no `was`",
            "the id `sql` of this topic is taken by a topic",
            "`soap` is in this `was` and among the retired",
            "the slug `sql` of this topic is taken",
        ]
    )


def test_a_wrong_value_does_not_hide_what_its_topic_needs(tmp_path):
    files = edited(BASICS_FILE, "needs: [http]", "needs: [nowhere]\n    optional: maybe")

    assert messages(tmp_path, files) == [
        "the topic `nowhere` isn't known in this roadmap",
        "`optional` must be true or false, not `maybe`",
    ]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        # an entry that has to go is still known to others by its id
        (BASICS_FILE, "id: http", "id: HTTP"),
        (BASICS_FILE, "- id: http\n    title: HTTP\n    summary: What a *request* is.\n"
                      "    resources: [handbook]\n", "- http\n"),
        (BASICS_FILE, "topics:", "topcs:"),
        (BASICS_FILE, "topics:", "colours: [red]\nstops:"),
        (BASICS_FILE, "- id: http", "- idd: http"),
        (DATA_FILE, "    from:\n", "    form:\n"),
        (DATA_FILE, "id: alchemy", "id: Alchemy"),
        (DATA_FILE, "choose: 1", "choose: one"),
        (DATA_FILE, "choose: 1", "choose: 0"),
        ("concepts.yaml", "id: caching", "id: Caching"),
        ("concepts.yaml", "    title: Caching\n", ""),
        ("resources.yaml", "kind: book", "kind: boook"),
        ("resources.yaml", "resources:", "resource:"),
        ("resources.yaml", "id: handbook", "id: hand book"),
        ("retired.yaml", "id: old-web", "id: Old Web"),
        (WEB_FILE, "id: soap", "id: Soap"),
        (WEB_FILE, "phases: [basics, data]", "phases: [basics.yaml, data]"),
        (WEB_FILE, "phases: [basics, data]", "phases: basics"),
        # of what is gone nothing follows
        (WEB_FILE, "{id: ground,", "{id: Ground,"),
        (WEB_FILE, "layers:", "lairs:"),
        (WEB_FILE, "prose: upper.md", "prose: Upper.md"),
        (WEB_FILE, "prose: upper.md", "prosa: upper.md"),
        (BASICS_FILE, "layer: ground", "layer: Ground"),
        (BASICS_FILE, "layer: ground", "lair: ground"),
        (BASICS_FILE, "was: [rpc]", "was: rpc"),
        (BASICS_FILE, "was: [rpc]", "wass: [rpc]"),
        (BASICS_FILE, "id: basics", "id: Basics"),
        (WEB_FILE, "id: web\n", "id: The Web\n"),
        (DATA_FILE, "url: https://example.org/course", "url: example.org"),
    ],
)  # fmt: skip
def test_one_mistake_of_shape_is_all_that_is_said(tmp_path, path, old, new):
    files = edited(path, old, new)
    found = {(error.file, error.line) for error in read(tmp_path, files).errors}

    changed = [n for n, line in enumerate(str(files[path]).splitlines(), 1) if line not in FILES[path]]
    assert {file for file, _ in found} == {f"content/{path}"}
    assert len(found) <= max(len(changed), 1) + 1, found


def test_a_slug_that_had_to_go_is_not_replaced_by_the_id(tmp_path):
    phases = WEB.replace("[basics, data]", "[basics, data, plan]")
    files = FILES | {
        WEB_FILE: phases,
        "roadmaps/web/phases/plan.yaml": "{id: plan, title: A plan, slug: A plan}",
    }

    assert messages(tmp_path, files) == ["`slug` `A plan` isn't an id"]


def test_a_layer_that_had_to_go_does_not_part_another(tmp_path):
    more = "id: more\ntitle: More\nlayer: ground\n"
    files = FILES | {
        WEB_FILE: WEB.replace("[basics, data]", "[basics, middle, more, data]"),
        "roadmaps/web/phases/more.yaml": more,
        "roadmaps/web/phases/middle.yaml": "id: middle\ntitle: Middle\nlayer: The ground\n",
    }

    assert messages(tmp_path, files) == ["`layer` `The ground` isn't an id"]


def test_a_resource_without_its_address_is_no_other_resource(tmp_path):
    named = "[{kind: book, title: B, url: x.org}, {kind: book, title: B, url: y.org}]"

    assert len(messages(tmp_path, edited(BASICS_FILE, "[handbook]", named))) == 2


def test_members_that_had_to_go_are_counted_among_those_to_choose_from(tmp_path):
    data = DATA.replace("choose: 1", "choose: 2").replace("id: prisma", "id: Prisma")

    assert messages(tmp_path, FILES | {DATA_FILE: data}) == ["`id` `Prisma` isn't an id"]


def test_what_stands_under_a_key_a_second_time_is_there(tmp_path):
    data = DATA.replace("needs: [http]", "needs: [http, mongo]")
    twice = f"{BASICS}topics:\n  - {{id: mongo, title: MongoDB}}\n"

    assert messages(tmp_path, FILES | {BASICS_FILE: twice, DATA_FILE: data}) == [
        "the key `topics` is here twice"
    ]


def test_the_places_of_later_items_stay_when_one_goes(tmp_path):
    broken = BASICS.replace("- id: http\n", "- id: HTTP\n").replace("needs: [http]", "needs: [nowhere]")

    found = read(tmp_path, FILES | {BASICS_FILE: broken}).errors

    assert [(error.line, error.column) for error in found] == [(8, 9), (14, 13)]


def test_prose_is_looked_at_beside_a_mistake_of_shape(tmp_path):
    files = edited(BASICS_FILE, "What a *request* is.", "'<b>bold</b>'\n    optional: maybe")

    assert messages(tmp_path, files) == [
        "HTML, `</b>`, isn't allowed",
        "HTML, `<b>`, isn't allowed",
        "`optional` must be true or false, not `maybe`",
    ]


def test_a_mistake_in_roadmap_yaml_hides_none_of_its_references(tmp_path):
    web = WEB.replace("next: [queues]", "next: [nowhere]").replace("number", "x")
    web = web.replace("from: 2, to: 4", "from: two, to: 4").replace("topics: [http]", "topics: [htp]")

    assert messages(tmp_path, FILES | {WEB_FILE: web}) == [
        "`from` must be a whole number, not `two`",
        "the topic `htp` isn't known in this roadmap",
        "the roadmap `nowhere` isn't known",
    ]


def test_more_mistakes_than_anybody_reads_are_said_to_be_more(tmp_path):
    topics = "".join(f"  - {{id: a{number}, title: 1}}\n" for number in range(101))

    found = messages(tmp_path, FILES | {BASICS_FILE: f"id: basics\ntitle: Basics\ntopics:\n{topics}"})

    assert found[0] == "more than 100 mistakes in this file"
    assert len(found) == 101
