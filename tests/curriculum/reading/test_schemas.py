"""The schemas that editors' tools use: draft-07, described, and of one mind with the linter."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from curriculum.content.json_schema import schema_files
from curriculum.content.yaml_source import parse
from tests.curriculum.reading.draft_07 import problems
from tests.curriculum.reading.example import FILES
from tests.curriculum.reading.test_rules import SHAPE

SCHEMAS = {name.split(".")[0]: json.loads(text) for name, text in schema_files().items()}
BEYOND_A_SCHEMA = ("'s name, `", "isn't a date of the", "`to` is", "a user name", "has a space", "no host")


def schema_of(path: str) -> dict:
    name = Path(path).stem
    return SCHEMAS[name if name in SCHEMAS else "phase"]


def found_in(path: str, text: str) -> list[str]:
    source, _ = parse(path, text)
    assert source is not None
    schema = schema_of(path)
    return problems(source.data, schema, schema)


@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(".yaml")])
def test_they_accept_the_example(path):
    assert found_in(path, FILES[path]) == []


def test_they_accept_the_content_that_is_shipped():
    folder = Path(settings.CONTENT_DIR)
    found = {
        str(file): found_in(file.name, file.read_text(encoding="utf-8"))
        for file in sorted(folder.rglob("*.yaml"))
    }

    assert {file: problems for file, problems in found.items() if problems} == {}


@pytest.mark.parametrize(("path", "old", "new", "where", "message", "suggestion"), SHAPE)
def test_they_refuse_what_the_linter_refuses_for_its_shape(path, old, new, where, message, suggestion):
    text = FILES[path].replace(old, new)
    beyond = any(words in message for words in BEYOND_A_SCHEMA) or '"  "' in new

    assert beyond or found_in(path, text) != []


@pytest.mark.parametrize("name", SCHEMAS)
def test_they_are_draft_07(name):
    text = json.dumps(SCHEMAS[name])

    assert SCHEMAS[name]["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$defs" not in text
    assert "prefixItems" not in text
    assert '"null"' not in text


def test_every_key_of_a_roadmap_and_a_phase_says_what_it_is_for():
    plain = {"title", "optional", "duration", "level"}
    for name in ("roadmap", "phase"):
        properties = SCHEMAS[name]["properties"]
        silent = {key for key, value in properties.items() if "description" not in value}
        assert silent <= plain, silent - plain
