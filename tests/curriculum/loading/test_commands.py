"""plan_content, load_content and content_stats, on files."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from curriculum.loading import source
from curriculum.loading.refusals import LoadBusy
from curriculum.models import Release, Topic
from tests.curriculum.reading.example import FILES, edited, write

pytestmark = pytest.mark.django_db

WEB, BASICS = "roadmaps/web/roadmap.yaml", "roadmaps/web/phases/basics.yaml"


def run(command: str, *arguments: str | Path) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def fails(command: str, *arguments: str | Path) -> tuple[int, str]:
    """Return the exit code and the words of a command that fails."""
    with pytest.raises(CommandError) as caught:
        run(command, *arguments)
    return caught.value.returncode, str(caught.value)


@pytest.fixture
def content(tmp_path) -> Path:
    return write(tmp_path, FILES)


@pytest.fixture
def loaded(content) -> Path:
    run("load_content", content)
    return content


def test_the_first_load_says_what_it_added(content):
    words = run("load_content", content)

    assert words == f"Loaded as {Release.objects.get()}: 19 added.\n"


def test_the_second_load_changes_nothing_and_says_so(loaded):
    assert run("load_content", loaded) == f"Nothing has changed since {Release.objects.get()}.\n"


def test_unchanged_files_are_not_read(loaded, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("curriculum.loading.load.read_catalog", None)

    with django_assert_num_queries(1):
        run("load_content", loaded)


def test_a_comment_is_read_once(loaded, monkeypatch):
    write(loaded.parent, FILES | {BASICS: f"{FILES[BASICS]}# later\n"})

    assert "Nothing has changed" in run("load_content", loaded)
    monkeypatch.setattr("curriculum.loading.load.read_catalog", None)
    assert "Nothing has changed" in run("load_content", loaded)


def test_files_are_read_again_when_the_code_that_renders_them_changes(loaded, monkeypatch):
    monkeypatch.setattr(source, "renderer", lambda: "another")
    monkeypatch.setattr("curriculum.loading.load.read_catalog", None)

    with pytest.raises(TypeError):
        run("load_content", loaded)


def test_wrong_files_are_told_and_change_nothing(loaded):
    write(loaded.parent, edited(BASICS, "id: rest", "id: http"))

    code, words = fails("load_content", loaded)

    assert code == 1
    assert "content/roadmaps/web/phases/basics.yaml:12:" in words
    assert Release.objects.count() == 1


def test_a_lost_id_is_told_with_its_place(loaded):
    write(loaded.parent, edited(BASICS, "id: first-page", "id: very-first-page"))

    code, words = fails("load_content", loaded)

    assert code == 1
    assert words.startswith("content/roadmaps/web/phases/basics.yaml:18:9:")
    assert "did `first-page` become `very-first-page`?" in words


def test_a_lost_roadmap_or_concept_is_told_with_its_file(loaded):
    for file in (loaded / "roadmaps/queues").rglob("*.yaml"):
        file.unlink()
    (loaded / WEB).write_text(FILES[WEB].replace("next: [queues]\n", ""))
    (loaded / "roadmaps/queues/phases").rmdir()
    (loaded / "roadmaps/queues").rmdir()

    code, words = fails("load_content", loaded)

    assert (code, words) == (
        1,
        "content/retired.yaml:1:1: the roadmap `queues` was there in the last release and is gone "
        "(list it under `retired` in content/retired.yaml)",
    )


def test_a_busy_load_is_told(content, monkeypatch):
    def refuse():
        raise LoadBusy

    monkeypatch.setattr("curriculum.loading.load.one_at_a_time", refuse)

    assert fails("load_content", content) == (
        3,
        "Another load is running; try again when it is done. Nothing was loaded.",
    )


def test_a_plan_is_printed_and_applied(loaded):
    write(loaded.parent, edited(BASICS, "title: REST", "title: REST in depth"))

    plan = json.loads(run("plan_content", loaded, "--json"))
    words = run("load_content", loaded, "--plan", plan["plan"])

    assert [(change["action"], change["id"]) for change in plan["changes"]] == [("change", "web/rest")]
    assert words.endswith(": 1 changed.\n")
    assert Release.objects.current().changes == plan["changes"]


def test_a_plan_that_no_longer_matches_is_refused(loaded):
    write(loaded.parent, edited(BASICS, "title: REST", "title: REST in depth"))
    plan = json.loads(run("plan_content", loaded, "--json"))
    write(loaded.parent, edited(BASICS, "title: REST", "title: REST"))
    write(loaded.parent, edited(BASICS, "title: HTTP", "title: HTTP in depth"))

    code, words = fails("load_content", loaded, "--plan", plan["plan"])

    assert code == 4
    assert words.startswith(f"Plan {plan['plan']} no longer matches")


def test_a_plan_is_for_people_too(loaded):
    write(loaded.parent, edited(BASICS, "title: REST", "title: REST in depth"))

    plan = json.loads(run("plan_content", loaded, "--json"))["plan"]
    assert run("plan_content", loaded).splitlines() == [
        f"Plan {plan}, from {Release.objects.get()}",
        "",
        "The web · web",
        "  change  topic  rest  title “REST” → “REST in depth”",
        "",
        "1 changed.",
        f"Apply it with: manage.py load_content --plan {plan}",
    ]


def test_an_empty_plan_says_so(loaded):
    release = Release.objects.get()

    assert run("plan_content", loaded) == f"Nothing would change: {release} has this content.\n"


def test_older_files_need_rollback(loaded):
    first = Release.objects.get()
    write(loaded.parent, edited(BASICS, "title: REST", "title: REST in depth"))
    run("load_content", loaded)
    write(loaded.parent, FILES)

    code, words = fails("load_content", loaded)
    assert code == 5
    assert words == (f"This is the content of {first}; `--rollback` returns to it. Nothing was loaded.")

    assert f"This is the content of {first}." in run("plan_content", loaded)
    run("load_content", loaded, "--rollback")
    assert Release.objects.current().digest == first.digest
    assert Topic.objects.get(key="rest").title == "REST"


def test_a_draft_stays_a_draft_until_it_is_loaded(loaded):
    write(loaded.parent, edited(BASICS, "title: REST", "title: REST in depth"))
    run("load_content", loaded, "--draft")
    assert Release.objects.current().draft

    run("load_content", loaded, "--draft")
    assert Release.objects.current().draft

    run("load_content", loaded)
    assert not Release.objects.current().draft


def test_a_long_load_says_what_it_does(content, monkeypatch):
    monkeypatch.setattr("curriculum.management.commands.load_content.PATIENCE", -1.0)

    words = run("load_content", content)

    assert "reading the files" in words
    assert "writing 6 topics" in words


def test_statistics_are_counted_in_the_database(loaded):
    stats = json.loads(run("content_stats", "--json"))

    assert stats == {
        "roadmaps": [
            {
                "id": "queues",
                "phases": 1,
                "topics": 1,
                "optional_topics": 0,
                "milestones": 0,
                "resources": 0,
                "tools": 0,
                "habits": 0,
                "skill_map_items": 0,
            },
            {
                "id": "web",
                "phases": 2,
                "topics": 4,
                "optional_topics": 0,
                "milestones": 1,
                "resources": 3,
                "tools": 0,
                "habits": 1,
                "skill_map_items": 1,
            },
        ]
    }
