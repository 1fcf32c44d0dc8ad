"""What is found, and in which order."""

import pytest
from django.db import connection

from curriculum.models import SearchEntry
from curriculum.search.answers import Scope, answer
from curriculum.search.index import tidy
from curriculum.search.matching import find
from curriculum.search.questions import Question
from tests.catalogs import catalog, group, phase, roadmap, topic
from tests.search.conftest import ask, titles


@pytest.fixture
def backend(loaded):
    loaded(
        catalog(
            roadmap(
                "backend",
                phase(
                    "data",
                    topic("a", title="Caching in Redis"),
                    topic("b", title="Redis streams", summary="<p>Messages that stay.</p>"),
                    topic("c", title="Queues", summary="<p>Kafka, or Redis if it is small.</p>"),
                    topic("d", title="Redis"),
                    topic("e", title="Façade pattern"),
                    topic("f", title="C++"),
                    topic("g", title="The IT department"),
                    group("store", topic("h", title="Kubernetes"), topic("i", title="Indexes")),
                ),
                phase("redis", topic("j", title="Eviction"), title="Redis in production"),
            )
        )
    )


def test_exact_titles_come_first_then_beginnings_then_words_then_texts(backend):
    assert titles(ask("redis")) == ["Redis", "Redis streams", "Caching in Redis", "Queues"]


def test_hits_are_grouped_the_kind_with_the_best_one_first(backend):
    assert [group.kind for group in ask("redis").groups] == ["topic", "phase"]
    assert [group.kind for group in ask("redis in production").groups] == ["phase"]


@pytest.mark.parametrize(
    "typed, title",
    [
        ("REDIS", "Redis"),
        ("red", "Redis"),  # how it begins
        ("caching red", "Caching in Redis"),
        ("redis, caching!", "Caching in Redis"),
        ("facade", "Façade pattern"),
        ("façade", "Façade pattern"),
        ("patterns", "Façade pattern"),  # another form
        ("c++", "C++"),
        ("the it", "The IT department"),  # only words that every text has
        ("kubernets", "Kubernetes"),  # one missing
        ("kuberentes", "Kubernetes"),  # two swapped
        ("kubbernates", "Kubernetes"),  # one too many, one wrong
        ("kuberna", "Kubernetes"),  # wrong, and not typed to its end
        ("redsi streams", "Redis streams"),
        ("messages", "Redis streams"),
        ("mesages", "Redis streams"),  # one missing, of a word that only texts have
        ("kafca", "Queues"),
    ],
)
def test_it_is_found(backend, typed, title):
    assert title in titles(ask(typed))


def test_a_forgiven_slip_is_told(backend):
    assert ask("kuberentes").corrected == "kubernetes"
    assert ask("kubernetes").corrected == ""


def test_what_is_written_right_is_never_corrected(backend):
    assert ask("messages").corrected == ""


def test_a_short_word_is_not_guessed(backend):
    assert ask("abc").groups == []


def test_when_not_all_words_fit_some_do(backend):
    found = ask("how do I keep a redis from exploding")

    assert found.loose
    assert titles(found)[0] == "Redis"


def test_with_nothing_found_like_titles_are_suggested(backend):
    found = ask("facadelike pattern")
    assert titles(found) == ["Façade pattern"]

    assert ask("fasssade patttttern").suggestions == ["Façade pattern"]


@pytest.mark.parametrize(
    "typed, suggested",
    [
        ("precious", []),  # has most of the letters of "redis"
        ("previous", []),
        ("reeddiss", ["Redis"]),
        ("kubberrnates", ["Kubernetes"]),
        ("vacations", []),  # Eviction
        ("evvictioonn", ["Eviction"]),
    ],
)
def test_what_is_far_from_every_title_suggests_none(backend, typed, suggested):
    assert ask(typed).suggestions == suggested


def test_one_or_two_letters_look_at_titles_only(backend):
    assert titles(ask("m")) == []
    assert titles(ask("e")) == ["Eviction"]


def test_a_part_of_one_kind_says_how_many_there_are(backend):
    found = answer(Question.of("redis"), Scope(drafts=False, count=2, kind="topic", first=2))

    assert titles(found) == ["Caching in Redis", "Queues"]
    assert {group.kind: group.total for group in found.groups} == {"topic": 4, "phase": 1}


def test_a_hit_says_where_it_stands(backend):
    hit = ask("eviction").groups[0].hits[0]

    assert (hit.phase, hit.roadmap, hit.roadmap_slug) == ("Redis in production", "Backend", "backend")


HOSTILE = [
    "a & b",
    "!redis",
    "redis:*",
    "redis <-> streams | (",
    "'redis' \\ \"",
    ":*",
    "NUL\0byte",
    "% _ %s {query}",
    "redis'; DROP TABLE curriculum_topic; --",
    "x" * 10_000,
    "redis " * 2_000,
    "the of and to",
    "🚀🚀",
    "\u202eredis\u202c",
    "שלום",
    "مرحبا بالعالم",
    "日本語のトピック",
    "\ud800",
    "1e5 -3 2.5",
    "<script>alert(1)</script>",
    "a@b.example http://x/?y#z",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_can_be_typed_fails(backend, client, typed):
    ask(typed)
    ask(typed, drafts=True)


def test_a_large_index_is_never_read_through(loaded):
    loaded(catalog(roadmap("backend", phase("one", topic("sql")))))
    entry = SearchEntry.objects.get(kind="topic")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO curriculum_searchentry
                (kind, row, roadmap_id, phase_id, title, name, body, address, published, configuration,
                digest, titles, vector)
            SELECT
                'topic', -n, roadmap_id, phase_id, 'Topic ' || n, 'topic ' || n, repeat('words ', 30), '',
                TRUE, 'english', '', to_tsvector('simple', 'topic ' || n),
                to_tsvector('simple', repeat('many words ', 15) || n || ' text ' || n %% 500)
            FROM curriculum_searchentry, generate_series(1, 12500) AS n
            WHERE id = %s
            """,
            [entry.pk],
        )
        tidy()
        cursor.execute("ANALYZE curriculum_searchentry")

    for words in (["text"], ["t"], ["77"], ["topic", "77"]):
        plan = explained(words)
        assert "search_entry_by_" in plan
        assert "Seq Scan on curriculum_searchentry" not in plan


def explained(words) -> str:
    plan = []

    def explain(execute, sql, parameters, many, context):
        execute(f"EXPLAIN {sql}", parameters, many, context)
        plan.extend(line for (line,) in context["cursor"].fetchall())
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(explain):
        find(words, ["english"], drafts=False, count=10)
    return "\n".join(plan)
