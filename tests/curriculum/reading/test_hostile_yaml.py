"""YAML that means harm, or only looks odd: content errors, at once, never anything else."""

import time

import pytest

from curriculum.content.documents import MAX_BYTES
from curriculum.content.yaml_source import parse

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
NESTED_MERGES = "a: &a {x: 1}\n" + "".join(
    f"k{number}: &k{number} {{<<: [*{'a' if number == 0 else f'k{number - 1}'}, *a]}}\n"
    for number in range(20)
)


def full(text: str) -> str:
    """Repeat `text` up to the largest size that a file may have."""
    return (text * (MAX_BYTES // len(text) + 1))[:MAX_BYTES]


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        # what the format leaves out
        ("a: &x b", (1, 4), "an anchor, `&x`, isn't allowed"),
        ("&x a: b", (1, 1), "an anchor, `&x`, isn't allowed"),
        ("a: [&x {}]", (1, 5), "an anchor, `&x`, isn't allowed"),
        ("a: *x", (1, 4), "an alias, `*x`, isn't allowed"),
        ("*x : b", (1, 1), "an alias, `*x`, isn't allowed"),
        ("a: !!python/object:os.system b", (1, 4), "a tag, `tag:yaml.org,2002:python/object:os.system`"),
        ("a: !!str 5", (1, 4), "a tag"),
        ("a: ! b", (1, 4), "a tag, `!`"),
        ("a: !local [b]", (1, 4), "a tag, `!local`"),
        ("<<: {a: b}", (1, 1), "a merge key, `<<`, isn't allowed"),
        ("%YAML 1.1\n---\na: b", (1, 1), "a YAML directive"),
        ("a: b\n---\nc: d", (2, 1), "a second document begins here"),
        ("? [a, b]\n: c", (1, 3), "a key must be a word"),
        ("? {a: b}\n: c", (1, 3), "a key must be a word"),
        ("'': b", (1, 1), "a key is empty"),
        ("a: 1\nb: 2\na: 3", (3, 1), "the key `a` is here twice"),
        ("a: {b: 1, 'b': 2}", (1, 11), "the key `b` is here twice"),
        # values that other readers stumble over
        ("a:", (1, 3), "a value is missing here"),
        ("a: ~", (1, 4), "a value is missing here"),
        ("a: null", (1, 4), "a value is missing here"),
        ("a: [b, , c]", (1, 8), "not YAML"),
        (f"a: {'9' * 100_000}", (1, 4), "has 100000 digits"),
        ('a: "\\0"', (1, 4), "a NUL in the text"),
        ('a: "x\\ay"', (1, 4), "the control character U+0007 in the text"),
        ('a: "x\\u202ey"', (1, 4), "the invisible character U+202E in the text"),
        ('a: "\\uffff"', (1, 4), "the unusual character U+FFFF in the text"),
        ('"a\\0": x', (1, 1), "a NUL in a key"),
        # not YAML at all
        ("a:\n\t- b", (2, 1), "a tab where spaces must be"),
        ("a: b: c", (1, 5), "mapping values are not allowed"),
        ("a: 'b", (1, 4), "the text in quotes never ends"),
        ('a: 1\nb: "c\nd: 2\n', (2, 4), "the text in quotes never ends"),
        ("a: 'it's b'", (1, 7), "the text in quotes ends here"),
        ('a: "so "b" is"', (1, 8), "the text in quotes ends here"),
        ("a: 1\nb:c\nd: 2", (2, 1), "a key without a colon"),
        ("a: 1\n\u00a0\u00a0b: 2", (2, 1), "a space that YAML doesn't know, U+00A0"),
        ("a\u2003: 1", (1, 1), "a space that YAML doesn't know, U+2003"),
        ("- a\n\u00a0- b\n", (2, 1), "a space that YAML doesn't know, U+00A0"),
        ("a:\u3000b\nc: 2", (1, 3), "a space that YAML doesn't know, U+3000"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n", (2, 1), "git could not merge this"),
        ("a: @b", (1, 4), "not YAML"),
        ("- a\nb: c", (2, 1), "not YAML"),
        ("{", (2, 1), "not YAML"),
        # hostile ones
        (BOMB, (1, 4), "an anchor, `&a`, isn't allowed"),
        (NESTED_MERGES, (1, 4), "an anchor, `&a`, isn't allowed"),
        (full("["), (1, 21), "nested more than 20 levels deep"),
        (full("{a: "), (1, 81), "nested more than 20 levels deep"),
        (full("- "), (1, 41), "nested more than 20 levels deep"),
        ("\n".join(" " * depth + "a:" for depth in range(30)), (21, 21), "nested more than 20 levels deep"),
        (full("- a\n"), (50_000, 3), "more than 50,000 values in one file"),
        (full("- *a\n"), (101, 3), "more than 100 mistakes in this file"),
        (full("%TAG !a! x\n"), (1, 1), "a YAML directive"),
    ],
)
def test_it_is_refused_at_its_place(text, where, message):
    started = time.process_time()

    _, errors = parse("file.yaml", text)

    assert [error for error in errors if (error.line, error.column) == where and message in error.message], (
        errors
    )
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("12", 12),
        ("-3", -3),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30:00", "12:30:00"),
        ("1.5", "1.5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e400", "1e400"),
        ("2026-02-30", "2026-02-30"),
        ("2026-01-02", "2026-01-02"),
        ("40+", "40+"),
        ("'12'", "12"),
        ("=", "="),
        ("Ünïcödé 🧭", "Ünïcödé 🧭"),
        (">-\n  one\n  two", "one two"),
    ],
)
def test_a_plain_value_is_what_it_looks_like(written, value):
    source, errors = parse("file.yaml", f"a: {written}")

    assert errors == []
    assert source is not None
    assert source.data == {"a": value}
    assert type(source.data["a"]) is type(value)


def test_places_count_characters_not_bytes():
    source, _ = parse("file.yaml", "é: {ü: [x, ö]}\nnext: 1\n")

    assert source is not None
    assert source.position("é", "ü", 1)[1:] == (1, 12)
    assert source.key_position("é", "ü")[1:] == (1, 5)
    assert source.key_position("next")[1:] == (2, 1)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("a: *bold*", "put text that begins with * into quotes"),
        ("a: @b", "put text that begins with @, ` or % into quotes"),
        ('a: "C:\\dir"', "write \\\\ for a backslash, or use single quotes"),
        ("a: [b\nc: d", "close the list with ], or part its items with commas"),
        ("a: {b: 1\nc: d", "close the mapping with }, or part its keys with commas"),
        ("a: b: c", "put text that has a colon into quotes"),
        ("- a\nb: c", "look for a missing quote, bracket, dash or space above this place"),
    ],
)
def test_what_to_do_is_said(text, suggestion):
    _, errors = parse("file.yaml", text)

    assert errors[-1].suggestion == suggestion


@pytest.mark.parametrize("text", ["", "# soon\n", "---\n", "null", "~", "\n\n"])
def test_a_file_without_anything_in_it_is_empty(text):
    source, [error] = parse("file.yaml", text)

    assert source is None
    assert error.message == "the file is empty"


def test_a_tag_without_a_value_is_one_mistake():
    _, [error] = parse("file.yaml", "a: !b\n")

    assert error.message == "a tag, `!b`, isn't allowed"


def test_all_mistakes_are_found_in_one_reading():
    _, errors = parse("file.yaml", "a: &x 1\nb: *x\na: 2\nc:\nd: !t 3\n")

    assert [error.line for error in errors] == [1, 2, 3, 4, 5]
