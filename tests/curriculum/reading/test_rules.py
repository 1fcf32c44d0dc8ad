"""Every rule of the format: a mistake gives an error at its place, in words that help."""

import pytest

from tests.curriculum.reading.example import FILES, edited, read

CONCEPTS = "concepts.yaml"
RESOURCES = "resources.yaml"
RETIRED = "retired.yaml"
WEB = "roadmaps/web/roadmap.yaml"
BASICS = "roadmaps/web/phases/basics.yaml"
DATA = "roadmaps/web/phases/data.yaml"
QUEUES = "roadmaps/queues/roadmap.yaml"
START = "roadmaps/queues/phases/start.yaml"

SHAPE = [
    # a key that nobody knows, with the one that was meant
    (BASICS, "title: Basics", "titel: Basics", "2:1", "key `titel` isn't known", "did you mean `title`?"),
    (BASICS, "number: 1", "nonsense: 1", "3:1", "key `nonsense` isn't known", "the keys here are id, slug"),
    (BASICS, "summary: What", "sumary: What", "10:5", "`sumary`", "did you mean `summary`?"),
    (DATA, "kind: course,", "sort: course,", "19:6", "`sort`", ""),
    # a key that must be there
    (BASICS, "title: A first page", "kind: essay", "18:5", "`title` is missing", "add `title: …` here"),
    (QUEUES, "phases: [start]", "phases: []", "3:9", "`phases` is empty", ""),
    # the wrong kind of value
    (BASICS, "title: HTTP", "title: 42", "9:12", "must be text, not the number 42", '"42"'),
    (BASICS, "title: HTTP", "title: true", "9:12", "must be text, not true", ""),
    (BASICS, "title: HTTP", "title: [HTTP]", "9:12", "must be text, not a list", ""),
    (BASICS, "number: 1", "number: one", "3:9", "must be a whole number, not `one`", ""),
    (BASICS, "number: 1", "number: 1.5", "3:9", "must be a whole number, not `1.5`", ""),
    (BASICS, "number: 1", "number: -1", "3:9", "`number` is -1, but must be at least 0", ""),
    (BASICS, "number: 1", "number: 100000", "3:9", "`number` is 100000, but must be at most 1000", ""),
    (DATA, "optional: true", "optional: yes", "4:11", "must be true or false, not `yes`", ""),
    (BASICS, "needs: [http]", "needs: http", "14:12", "`needs` must be a list, not `http`", "[ ]"),
    (WEB, "{unit: months, from: 2, to: 4}", "months", "5:11", "`duration` must be a mapping", ""),
    (
        BASICS,
        "  - id: rest\n    title: REST\n",
        "  - rest\n  - id: rest\n    title: REST\n",
        "12:5",
        "neither",
        "",
    ),
    (DATA, "from:\n      - {id", "from:\n      - x\n      - {id", "16:9", "must be a mapping, not `x`", ""),
    (WEB, "next: [queues]", "next: [[queues]]", "19:8", "is neither the id of a roadmap", ""),
    (WEB, "next: [queues]", "next: queues", "19:7", "`next` must be a list", ""),
    (WEB, "resources: [handbook]", "resources: [{kind: book}]", "17:13", "`title` is missing", ""),
    # words to choose from
    (
        BASICS,
        "level: beginner",
        "level: begginer",
        "5:8",
        "`level` is `begginer`",
        "did you mean `beginner`?",
    ),
    (WEB, "tagline:", "accent: green\ntagline:", "4:9", "must be one of cobalt, madder", "choose one"),
    (WEB, "tagline:", "status: drafty\ntagline:", "4:9", "`status` is `drafty`", "did you mean `draft`?"),
    (WEB, "tagline:", "language: english\ntagline:", "4:11", "isn't a language", "en or pt-BR"),
    (RESOURCES, "kind: book", "kind: boook", "3:11", "`kind` is `boook`", "did you mean `book`?"),
    (BASICS, "credit: all", "credit: most", "16:13", "`credit` is `most`", "choose one"),
    # lengths, as the database has them
    (BASICS, "title: HTTP", f"title: {'x' * 201}", "9:12", "has 201 characters, 200 are the most", "shorten"),
    (BASICS, "title: HTTP", 'title: ""', "9:12", "`title` is empty", ""),
    (BASICS, "title: HTTP", 'title: "  "', "9:12", "`title` is empty", ""),
    (BASICS, "title: HTTP", 'title: "HT\\nTP"', "9:12", "has a line break in it", "one line"),
    (WEB, "why: Nobody asks for it.", f"why: {'x' * 301}", "23:10", "301 characters", ""),
    (BASICS, "level: beginner", f"badge: {'x' * 61}", "5:8", "61 characters, 60 are the most", ""),
    # ids
    (BASICS, "id: http", "id: HTTP Basics", "8:9", "`HTTP Basics` isn't an id", "write `http-basics`"),
    (BASICS, "id: http", "id: http_basics", "8:9", "isn't an id", "write `http-basics`"),
    (BASICS, "id: http", "id: -http", "8:9", "isn't an id", "write `http`"),
    (BASICS, "id: http", "id: Höhle", "8:9", "`Höhle` isn't an id", "write `hohle`"),
    (BASICS, "id: http", "id: сервер", "8:9", "isn't an id", "use lower-case letters"),
    (WEB, "phases: [basics,", "phases: [basics.yaml,", "10:10", "isn't an id", "write `basics`"),
    (BASICS, "id: http", f"id: {'x' * 65}", "8:9", "has 65 characters, 64 are the most", ""),
    (BASICS, "was: [rpc]", "was: [a/b/c]", "15:11", "`a/b/c` isn't an id", "`other-roadmap/old-id`"),
    (
        BASICS,
        "id: basics",
        "id: basic",
        "1:5",
        "the id `basic` isn't the file's name, `basics`",
        "id: basics",
    ),
    (QUEUES, "id: queues", "id: queue", "1:5", "isn't the folder's name, `queues`", "id: queues"),
    # dates
    (WEB, "on: 2026-01-02", "on: 2026-02-30", "22:9", "`2026-02-30` isn't a date of the calendar", ""),
    (WEB, "on: 2026-01-02", "on: 2.1.2026", "22:9", "isn't a date", "year-month-day"),
    (WEB, "on: 2026-01-02", "on: 20260102", "22:9", "isn't a date", ""),
    (WEB, "on: 2026-01-02", "on: 2026-01-02T00:00", "22:9", "isn't a date", ""),
    # addresses
    (
        RESOURCES,
        "https://example.org/handbook",
        "ftp://example.org/",
        "5:10",
        "`ftp://example.org/`",
        "https://",
    ),
    (RESOURCES, "https://example.org/handbook", "www.example.org", "5:10", "doesn't begin with https://", ""),
    (RESOURCES, "https://example.org/handbook", "javascript:alert(1)", "5:10", "doesn't begin", ""),
    (RESOURCES, "https://example.org/handbook", "//example.org", "5:10", "doesn't begin", ""),
    (RESOURCES, "https://example.org/handbook", "https://", "5:10", "has no host name", ""),
    (RESOURCES, "https://example.org/handbook", "https://me:pw@example.org", "5:10", "a user name", ""),
    (RESOURCES, "https://example.org/handbook", "https://example.org/a b", "5:10", "has a space", ""),
    (RESOURCES, "https://example.org/handbook", f"https://e.org/{'x' * 500}", "5:10", "500 are the most", ""),
    # spans
    (
        BASICS,
        "{unit: weeks, from: 1, to: 2}",
        "{unit: weeks, from: 3, to: 2}",
        "6:36",
        "`to` is 2, less than",
        "",
    ),
    (DATA, "from: 2, to: 4,", "from: 5, to: 4,", "5:34", "`to` is 4, less than `from`, 5", "exchange"),
    (WEB, "from: 2, to: 4", "from: 5, to: 4", "5:39", "`to` is 4", ""),
    (BASICS, "unit: weeks", "unit: fortnights", "6:16", "must be one of hours, days, weeks, months", ""),
]

IDENTITY = [
    # one namespace a roadmap: phases, topics, groups, milestones, habits
    (
        BASICS,
        "id: rest",
        "id: http",
        "12:9",
        "the id `http` of this topic is taken by a topic",
        "basics.yaml:8",
    ),
    (BASICS, "id: first-page", "id: data", f"{DATA}:1:5", "of this phase is taken by a milestone", ""),
    (DATA, "id: prisma", "id: orm", "17:14", "of this topic is taken by a group", ""),
    (WEB, "id: daily", "id: basics", "13:10", "of this habit is taken by a phase", ""),
    (DATA, "id: alchemy", "id: prisma", "17:14", "of this topic is taken by a topic", "data.yaml:16"),
    # and one a library
    (CONCEPTS, "id: caching", "id: sql", "3:9", "of this concept is taken by a concept", "concepts.yaml:2"),
    (RESOURCES, "id: forum", "id: handbook", "6:10", "of this resource is taken by a resource", ""),
    # `was`
    (BASICS, "was: [rpc]", "was: [sql]", "15:11", "`was` names `sql`, which is still there", "data.yaml:7"),
    (BASICS, "was: [rpc]", "was: [rest]", "15:11", "`was` names `rest`, which is still there", ""),
    (BASICS, "was: [rpc]", "was: [rpc, rpc]", "15:16", "`rpc` is named twice", "keep one"),
    (BASICS, "was: [rpc]", "was: [rpc, web/rpc]", "15:16", "`rpc` is named twice", "keep one"),
    (
        BASICS,
        "was: [rpc]",
        "was: [soap]",
        "15:11",
        "`soap` is in this `was` and among the retired",
        "yaml:21",
    ),
    (BASICS, "was: [rpc]", "was: [queues/sql]", "15:11", "`was` names `sql`, which is still there", "queues"),
    (
        BASICS,
        "was: [rpc]",
        "was: [queue/old]",
        "15:11",
        "there is no roadmap `queue`",
        "did you mean `queues`?",
    ),
    (BASICS, "was: [rpc]", "was: [concepts/sql]", "15:11", "there is no roadmap `concepts`", ""),
    (
        CONCEPTS,
        "    title: Caching\n",
        "    title: Caching\n    was: [sql]\n",
        "5:11",
        "which is still there",
        "",
    ),
    (
        CONCEPTS,
        "    title: Caching\n",
        "    title: Caching\n    was: [xml]\n",
        "5:11",
        "among the retired",
        "",
    ),
    (
        CONCEPTS,
        "    title: Caching\n",
        "    title: Caching\n    was: [web/http]\n",
        "5:11",
        "can't be named here",
        "",
    ),
    (RETIRED, "replaced_by: web", "replaced_by: web/http", "4:16", "can't be named here", "without a slash"),
    (BASICS, "was: [rpc]", "optional: false", "16:13", "there is no `was`", "take it out, or add `was`"),
    # `retired`
    (WEB, "- id: soap", "- id: http", "21:9", "`http` is retired, but still there", "basics.yaml:8"),
    (CONCEPTS, "id: xml", "id: sql", "6:10", "`sql` is retired, but still there", ""),
    (RETIRED, "id: old-web", "id: queues", "1:7", "`queues` is retired, but still there", ""),
    (
        WEB,
        "replaced_by: rest",
        "replaced_by: rst",
        "24:18",
        "there is no `rst` in the roadmap `web`",
        "`rest`",
    ),
    (WEB, "replaced_by: rest", "replaced_by: rpc", "24:18", "there is no `rpc`", "it is now `rest`"),
    (WEB, "replaced_by: rest", "replaced_by: queues/sq", "24:18", "in the roadmap `queues`", "`sql`"),
    (WEB, "replaced_by: rest", "replaced_by: nowhere/sql", "24:18", "there is no roadmap `nowhere`", ""),
    (CONCEPTS, "replaced_by: sql", "replaced_by: mysql", "6:63", "`mysql` in concepts.yaml", "`sql`"),
    (RETIRED, "replaced_by: web", "replaced_by: wob", "4:16", "there is no `wob`", "did you mean `web`?"),
    (
        WEB,
        "retired:\n",
        "retired:\n  - {id: soap, on: 2026-01-01, why: Again.}\n",
        "22:9",
        "`soap` is retired twice",
        "line 21",
    ),
    # slugs
    (
        BASICS,
        "id: http\n",
        "id: http\n    slug: sql\n",
        f"{DATA}:7:9",
        "the slug `sql` of this topic is taken",
        "another",
    ),
    (
        BASICS,
        "number: 1",
        "slug: data",
        f"{DATA}:1:5",
        "the slug `data` of this phase is taken",
        "basics.yaml:3",
    ),
    (BASICS, "number: 1", "slug: topics", "3:7", "a phase can't have the slug `topics`", ""),
    (BASICS, "number: 1", "slug: milestones", "3:7", "a phase can't have the slug `milestones`", ""),
    (BASICS, "number: 1", "slug: timeline", "3:7", "a phase can't have the slug `timeline`", ""),
    (BASICS, "number: 1", "slug: plan", "3:7", "a phase can't have the slug `plan`", ""),
    (WEB, "slug: the-web", "slug: queues", "2:7", "the slug `queues` of this roadmap is taken", ""),
]

REFERENCES = [
    (DATA, "concept: sql", "concept: sqll", "9:14", "the concept `sqll` isn't known", "did you mean `sql`?"),
    (
        DATA,
        "about: [caching]",
        "about: [cashing]",
        "10:13",
        "`cashing` isn't known",
        "did you mean `caching`?",
    ),
    (DATA, "about: [caching]", "about: [caching, caching]", "10:22", "`caching` is named twice", ""),
    (DATA, "about: [caching]", "about: [sql]", "10:13", "is this topic's `concept` already", "take it out"),
    (
        BASICS,
        "summary: What",
        "concept: sql\n    summary: What",
        f"{DATA}:9:14",
        "taught twice in this roadmap",
        "about",
    ),
    (BASICS, "resources: [handbook]", "resources: [handbok]", "11:17", "`handbok` isn't known", "`handbook`"),
    (BASICS, "resources: [handbook]", "resources: [{id: hand, note: x}]", "11:22", "`hand` isn't known", ""),
    (BASICS, "[handbook]", "[handbook, {id: handbook, note: x}]", "11:27", "named twice here", "keep one"),
    (
        DATA,
        "url: https://example.org/course",
        "url: https://example.org/handbook",
        "19:42",
        "`https://example.org/handbook` is in the library",
        "name its id, `handbook`",
    ),
    (
        BASICS,
        "resources: [handbook]",
        "resources: [{kind: book, title: B, url: https://example.org/course}]",
        f"{DATA}:19:42",  # the second to name it
        "is called `B` (book) elsewhere",
        "put it into resources.yaml",
    ),
    (
        RESOURCES,
        "The forum}",
        "The forum, url: https://example.org/handbook}",
        "6:57",
        "belongs to",
        "keep one",
    ),
    (BASICS, "needs: [http]", "needs: [htp]", "14:13", "the topic `htp` isn't known", "did you mean `http`?"),
    (BASICS, "needs: [http]", "needs: [http, http]", "14:19", "`http` is named twice", ""),
    (BASICS, "needs: [http]", "needs: [orm]", "14:13", "`orm` is a group, not a topic", "name a topic"),
    (BASICS, "needs: [http]", "needs: [rest]", "14:13", "need each other in a circle: rest → rest", ""),
    (DATA, "choose: 1", "choose: 3", "12:13", "3 are to be chosen from 2", "choose fewer"),
    (DATA, "choose: 1", "choose: 0", "12:13", "`choose` is 0, but must be at least 1", ""),
    (DATA, "layer: upper", "layer: uper", "3:8", "the layer `uper` isn't known", "did you mean `upper`?"),
    (WEB, "topics: [http]", "topics: [htp]", "16:36", "the topic `htp` isn't known", "did you mean `http`?"),
    (WEB, "topics: [http]", "topics: [daily]", "16:36", "`daily` is a habit, not a topic", ""),
    # what was there once: retired, or another one now
    (
        WEB,
        "topics: [http]",
        "topics: [soap]",
        "16:36",
        "the topic `soap` is retired",
        "`rest` replaces it; see",
    ),
    (WEB, "topics: [http]", "topics: [rpc]", "16:36", "the topic `rpc` isn't known", "it is now `rest`"),
    (WEB, "topics: [http]", "topics: [tables]", "16:36", "the topic `tables`", "it is now `queues/sql`"),
    (BASICS, "needs: [http]", "needs: [soap]", "14:13", "the topic `soap` is retired", "roadmap.yaml:21"),
    (DATA, "concept: sql", "concept: xml", "9:14", "the concept `xml` is retired", "`sql` replaces it"),
    (WEB, "next: [queues]", "next: [old-web]", "19:8", "the roadmap `old-web` is retired", "`web` replaces"),
    (WEB, "replaced_by: rest", "replaced_by: soap", "24:18", "`soap` is retired itself", ""),
    (
        WEB,
        "replaced_by: rest",
        "replaced_by: old-web/x",
        "24:18",
        "the roadmap `old-web` is retired",
        "`web`",
    ),
    (WEB, "next: [queues]", "next: [queus]", "19:8", "the roadmap `queus` isn't known", "`queues`"),
    (WEB, "next: [queues]", "next: [web]", "19:8", "`web` is this roadmap itself", ""),
    (WEB, "related: [{", "related: [nothing, {", "18:11", "the roadmap `nothing` isn't known", ""),
    (WEB, "phases: [basics, data]", "phases: [basics, data, data]", "10:24", "`data` is listed twice", ""),
    (
        WEB,
        "phases: [basics, data]",
        "phases: [basics, data, dat]",
        "10:24",
        "the phase `dat` has no file",
        "add phases/dat.yaml",
    ),
    (
        WEB,
        "{id: ground, title: Ground}",
        "{id: upper, title: U}",
        "9:10",
        "the layer `upper` is here twice",
        "",
    ),
    (WEB, "prose: upper.md", "prose: uper.md", "9:38", "the file `uper.md` isn't there", ""),
    (WEB, "prose: upper.md", "prose: ../queues/x.md", "9:38", "isn't a Markdown file of this roadmap", ""),
    (WEB, "prose: upper.md", "prose: /etc/passwd", "9:38", "isn't a Markdown file of this roadmap", ""),
    # prose in one-line fields
    (BASICS, "What a *request* is.", "'[x](javascript:alert(1))'", "10:14", "`javascript:alert(1)`", ""),
    (BASICS, "What a *request* is.", "'<b>bold</b>'", "10:14", "HTML, `<b>`, isn't allowed", "Markdown"),
    (BASICS, "What a *request* is.", '"One.\\n\\nTwo."', "10:14", "one paragraph", "in a .md file"),
    (BASICS, "What a *request* is.", "'![x](assets/x.png)'", "10:14", "a picture can't stand here", ""),
]


@pytest.mark.parametrize(
    ("path", "old", "new", "where", "message", "suggestion"), SHAPE + IDENTITY + REFERENCES
)
def test_a_mistake_is_found_at_its_place(tmp_path, path, old, new, where, message, suggestion):
    reading = read(tmp_path, edited(path, old, new))

    place = f"content/{where if where.count(':') > 1 else f'{path}:{where}'}"
    found = [
        (f"{error.file}:{error.line}:{error.column}", error.message, error.suggestion)
        for error in reading.errors
    ]
    assert [
        error for error in found if error[0] == place and message in error[1] and suggestion in error[2]
    ], found
    assert reading.catalog is None


def test_the_example_itself_is_right(tmp_path):
    reading = read(tmp_path, FILES)

    assert reading.errors == ()
    assert reading.catalog is not None
