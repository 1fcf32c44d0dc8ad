"""What an editor reads of a plan."""

from dataclasses import replace

from curriculum.loading.load import plan_load
from curriculum.loading.plan import Change
from curriculum.loading.plan_text import plan_lines
from tests.catalogs import catalog, numbered_catalog, phase, roadmap, topic


def told(plan, *, learners: dict[str, int] | None = None) -> list[str]:
    """Return the lines between the first and the figures, with made-up numbers of learners."""
    changes = tuple(replace(change, learners=(learners or {}).get(change.id, 0)) for change in plan.changes)
    return list(plan_lines(replace(plan, changes=changes)))[2:-3]


def backend(*items, **fields):
    return catalog(roadmap("backend", phase("data", *items), title="Backend engineer", **fields))


def test_an_empty_database_is_told_in_figures(db):
    lines = list(plan_lines(plan_load(numbered_catalog(100, roadmaps=2, phases=5))))

    assert lines[0].endswith("for an empty database")
    assert lines[2:8] == [
        "Roadmaps",
        "  add  roadmap  roadmap-0  5 phases, 50 topics",
        "  add  roadmap  roadmap-1  5 phases, 50 topics",
        "",
        "Resources",
        "  add  resource  50 of them",
    ]


def test_changes_stand_in_columns(loaded):
    loaded(backend(topic("sql"), topic("orms"), topic("redis")))
    after = backend(
        topic("sql", title="SQL"), topic("mappers", was=("backend/orms",)), topic("redis"), topic("kafka")
    )

    assert told(plan_load(after), learners={"backend/mappers": 12}) == [
        "Backend engineer · backend",
        "  change  topic  sql                          title “Sql” → “SQL”",
        "  rename  topic  orms → mappers  12 learners",
        "  add     topic  kafka                        Kafka",
    ]


def test_many_alike_are_counted_but_for_those_that_learners_have_marked(loaded):
    loaded(backend(*(topic(f"t{number}") for number in range(20))))

    plan = plan_load(backend(*(topic(f"t{number}", summary="New.") for number in range(20))))

    assert told(plan, learners={"backend/t3": 1}) == [
        "Backend engineer · backend",
        "  change  topic  19 of them",
        "  change  topic  t3          1 learner  text",
    ]


def test_the_command_to_go_on_with_is_told(loaded):
    loaded(backend(topic("sql")))
    plan = plan_load(backend(topic("sql", title="SQL")))

    lines = list(plan_lines(replace(plan, marks_retired=6, retired_topics=("backend/soap",), returns_to=3)))

    assert lines[-4:] == [
        "1 changed.",
        "This is the content of release 3.",
        "It would retire 1 topic with 6 marks of learners.",
        f"Apply it with: manage.py load_content --plan {plan.id} --rollback --allow-retire 6",
    ]


def test_a_plan_as_json_has_what_was_counted(loaded):
    loaded(backend(topic("sql")))
    plan = plan_load(backend(topic("sql", title="SQL")))
    change = Change("change", "topic", "backend/sql", "SQL", ("title “Sql” → “SQL”",), (), 4)

    assert replace(plan, changes=(change,)).as_json() == {
        "plan": plan.id,
        "release": plan.release,
        "digest": plan.digest,
        "returns_to": None,
        "marks_retired": 0,
        "changes": [
            {
                "action": "change",
                "kind": "topic",
                "id": "backend/sql",
                "title": "SQL",
                "details": ("title “Sql” → “SQL”",),
                "old": (),
                "learners": 4,
                "hidden": False,
            }
        ],
    }
