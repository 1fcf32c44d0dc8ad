"""The editors' commands, which need no database."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.curriculum.reading.example import FILES, edited, write

BROKEN = edited("roadmaps/web/phases/basics.yaml", "title: HTTP", "titel: 50%")


def lint(*arguments: object) -> tuple[list[str], int]:
    """Return the lines printed and the exit code. Without the database's fixture any query fails."""
    out = StringIO()
    try:
        call_command("lint_content", *map(str, arguments), stdout=out)
    except SystemExit as exit:
        return out.getvalue().splitlines(), int(exit.code or 0)
    return out.getvalue().splitlines(), 0


def test_right_content_is_summed_up(tmp_path):
    assert lint(write(tmp_path, FILES)) == (["No mistakes: 2 roadmaps, 3 phases."], 0)


def test_mistakes_are_shown_with_suggestions_and_fail(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines, code = lint(write(tmp_path, BROKEN))

    file = "content/roadmaps/web/phases/basics.yaml"
    assert code == 1
    assert lines == [
        f"{file}:8:5: `title` is missing",
        "    add `title: …` here",
        f"{file}:9:5: the key `titel` isn't known",
        "    did you mean `title`?",
        "2 mistakes in 1 file.",
    ]


def test_files_outside_of_the_working_directory_are_named_in_full(tmp_path, monkeypatch):
    content = write(tmp_path, BROKEN)
    monkeypatch.chdir(content / "roadmaps")

    lines, _ = lint(content)

    assert lines[0].startswith(f"{content}/roadmaps/web/phases/basics.yaml:8:5: ")


def test_a_folder_that_is_elsewhere_is_named_as_it_was_given(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert lint("/nope")[0][0].startswith("/nope:1:1: the folder can't be read")
    assert lint("../nope")[0][0].startswith("../nope:1:1: the folder can't be read")
    assert lint("nope")[0][0].startswith("nope:1:1: the folder can't be read")


def test_github_gets_annotations(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    lines, code = lint(
        write(tmp_path, edited("roadmaps/web/roadmap.yaml", "slug: the-web", "slug: 50%")), "--format=github"
    )

    assert code == 1
    assert lines[0] == (
        "::error file=content/roadmaps/web/roadmap.yaml,line=2,col=7::`slug` `50%25` isn't an id (write `50`)"
    )


def test_machines_get_json(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    lines, code = lint(write(tmp_path, BROKEN), "--format=json")

    assert code == 1
    assert json.loads("\n".join(lines))["errors"][1] == {
        "file": "content/roadmaps/web/phases/basics.yaml",
        "line": 9,
        "column": 5,
        "message": "the key `titel` isn't known",
        "suggestion": "did you mean `title`?",
    }


def test_the_content_that_is_shipped_is_right():
    lines, code = lint()

    assert code == 0, lines


def test_the_published_schemas_are_current():
    call_command("export_schema", "--check", stdout=StringIO())


def test_an_outdated_schema_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "CONTENT_DIR", tmp_path)
    call_command("export_schema", stdout=StringIO())
    call_command("export_schema", "--check", stdout=StringIO())
    (tmp_path / "schema/phase.schema.json").write_text("{}")

    with pytest.raises(CommandError, match=r"Not current: phase\.schema\.json"):
        call_command("export_schema", "--check")


@pytest.mark.parametrize("number", ["-3", "1.5", "some"])
def test_only_a_number_of_marks_may_be_retired(number):
    with pytest.raises(CommandError, match=f"{number} isn't a number of marks: write 0 or more"):
        call_command("load_content", "--allow-retire", number)
