"""The content folder as files: what is read, what is refused, and the hash of it all."""

import os

import pytest

from curriculum.content.documents import MAX_BYTES, source_digest
from curriculum.content.reading import read_catalog
from tests.curriculum.reading.example import AT, BASICS, FILES, read, write

BASICS_FILE = "roadmaps/web/phases/basics.yaml"
BASICS_PROSE = "roadmaps/web/phases/basics.md"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def errors_of(tmp_path, files):
    return [str(error).removeprefix("content/") for error in read(tmp_path, files).errors]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        # nothing may lie about unnoticed
        ({"notes.txt": ""}, "notes.txt:1:1: nothing refers to this file"),
        ({"roadmaps/web/phases/My.yaml": BASICS}, "web/phases/My.yaml:1:1: nothing refers to this file"),
        ({"roadmaps/web/phases/base.md": "x"}, "web/phases/base.md:1:1: nothing refers to this file"),
        ({"roadmaps/web/assets/unused.png": PNG}, "assets/unused.png:1:1: nothing refers to this file"),
        ({"roadmaps/stray.yaml": "a: b"}, "roadmaps/stray.yaml:1:1: nothing refers to this file"),
        ({"roadmaps/empty/phases/x.yaml": BASICS}, "roadmaps/empty/roadmap.yaml:1:1: the folder has no"),
        # bytes that aren't text
        ({BASICS_FILE: b"\xef\xbb\xbf" + BASICS.encode()}, f"{BASICS_FILE}:1:1: the file begins with a byte"),
        (
            {BASICS_FILE: BASICS.encode("utf-16")},
            f"{BASICS_FILE}:1:1: the file begins with a byte order mark",
        ),
        (
            {BASICS_FILE: "id: a\ntitle: Café".encode("latin-1")},
            f"{BASICS_FILE}:2:11: the byte 0xe9 isn't UTF-8",
        ),
        ({BASICS_FILE: "id: a\ntitle: B\0"}, f"{BASICS_FILE}:2:9: a NUL in the text"),
        ({BASICS_FILE: "id: a\ntitle: B\x1b[1m"}, f"{BASICS_FILE}:2:9: the control character U+001B"),
        ({BASICS_FILE: "id: a\rtitle: B"}, f"{BASICS_FILE}:1:6: the control character U+000D"),
        ({BASICS_FILE: "id: a\ntitle: B\u202e"}, f"{BASICS_FILE}:2:9: the invisible character U+202E"),
        ({BASICS_FILE: "id: a\u200b\ntitle: B"}, f"{BASICS_FILE}:1:6: the invisible character U+200B"),
        ({BASICS_FILE: "id: a\ntitle: \ufeffB"}, f"{BASICS_FILE}:2:8: the invisible character U+FEFF"),
        ({BASICS_FILE: "id: a\ntitle: \ufffe"}, f"{BASICS_FILE}:2:8: the unusual character U+FFFE"),
        (
            {BASICS_FILE: BASICS.encode("utf-16-le")},
            f"{BASICS_FILE}:1:2: a NUL in the text (save the file as",
        ),
        ({BASICS_PROSE: b"Caf\xe9"}, f"{BASICS_PROSE}:1:4: the byte 0xe9 isn't UTF-8"),
        # what git has left
        ({BASICS_PROSE: "a\n\n<<<<<<< HEAD\nb\n"}, f"{BASICS_PROSE}:3:1: git could not merge this"),
        # size
        ({BASICS_FILE: BASICS + "#" * MAX_BYTES}, f"{BASICS_FILE}:1:1: the file is larger than 256 KiB"),
        ({BASICS_PROSE: "word " * 14_000}, f"{BASICS_PROSE}:1:1: the text has 70,000 characters"),
        # empty files
        ({BASICS_FILE: ""}, f"{BASICS_FILE}:1:1: the file is empty"),
        ({BASICS_FILE: "# nothing but this\n"}, f"{BASICS_FILE}:1:1: the file is empty"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_named(tmp_path, changed, error):
    found = errors_of(tmp_path, FILES | changed)

    assert [text for text in found if error in text], found


@pytest.mark.parametrize(
    ("path", "instead_of", "suggestion"),
    [
        ("roadmaps/web/phases/data.yml", "roadmaps/web/phases/data.yaml", "did you mean `{}`?"),
        ("roadmaps/web/data.yaml", "roadmaps/web/phases/data.yaml", "did you mean `{}`?"),
        ("roadmaps/web/phases/Data.yaml", "roadmaps/web/phases/data.yaml", "did you mean `{}`?"),
        ("roadmaps/web/sumary.md", "roadmaps/web/summary.md", "did you mean `{}`?"),
        ("roadmaps/queues/sumary.md", "", "did you mean `roadmaps/queues/summary.md`?"),
        ("Concepts.yaml", "concepts.yaml", "did you mean `{}`?"),
        # of another kind, or like nothing
        ("roadmaps/web/phases/data.yaml.bak", "", "take it away, or refer to it"),
        ("roadmaps/web/Thumbs.db", "", "take it away, or refer to it"),
        ("roadmaps/web/phases/LICENSE.md", "", "take it away, or refer to it"),
    ],
)
def test_a_stray_file_may_be_what_another_was_meant_to_be(tmp_path, path, instead_of, suggestion):
    files = {name: text for name, text in FILES.items() if name != instead_of} | {
        path: FILES["concepts.yaml"]
    }

    [stray] = [error for error in read(tmp_path, files).errors if error.message.startswith("nothing refers")]

    assert (stray.file, stray.suggestion) == (f"content/{path}", suggestion.format(instead_of))


def test_text_that_has_git_marks_in_its_code_is_read(tmp_path):
    shown = "Git shows both:\n\n```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n```\n"

    assert read(tmp_path, FILES | {BASICS_PROSE: shown}).errors == ()


def test_emoji_and_the_joiners_of_scripts_are_text(tmp_path):
    assert read(tmp_path, FILES | {BASICS_PROSE: "👩‍💻 می‌خواهم ☂️ extra\u00adordinary\n"}).errors == ()


def test_carriage_returns_before_line_feeds_are_read(tmp_path):
    files = {path: text.replace("\n", "\r\n") for path, text in FILES.items()}

    assert read(tmp_path, files).errors == ()


@pytest.mark.parametrize("target", ["../../../../outside", "../basics.yaml", "nowhere"])
def test_symbolic_links_are_errors_and_never_followed(tmp_path, target):
    (tmp_path / "outside").write_text("secret: words\n")
    content = write(tmp_path, FILES)
    (content / "roadmaps/web/phases/linked.md").symlink_to(target)

    errors = read_catalog(content, at=AT).errors

    assert [error.message for error in errors] == ["a symbolic link"]


def test_a_linked_folder_is_an_error_and_never_entered(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/roadmap.yaml").write_text("secret: words\n")
    content = write(tmp_path, FILES)
    (content / "roadmaps/linked").symlink_to(tmp_path / "elsewhere")

    errors = read_catalog(content, at=AT).errors

    assert [(error.file, error.message) for error in errors] == [
        ("content/roadmaps/linked", "a symbolic link")
    ]


def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path):
    content = write(tmp_path, FILES)
    os.mkfifo(content / "roadmaps/web/pipe")

    errors = read_catalog(content, at=AT).errors

    assert [error.message for error in errors] == ["a named pipe, not an ordinary file"]


@pytest.mark.parametrize("name", [b"caf\xe9.md", b"two\nlines.md", b"bell\x07.md"])
def test_a_name_that_cannot_be_shown_is_an_error_that_can_be(tmp_path, name):
    content = write(tmp_path, FILES)
    with open(os.fsencode(content) + b"/" + name, "wb"):  # noqa: PTH123
        pass

    [error] = read_catalog(content, at=AT).errors

    assert str(error).isprintable()
    assert error.message == "the file's name can't be shown"


def test_hidden_files_and_backups_are_passed_over(tmp_path):
    content = write(tmp_path, FILES | {".DS_Store": b"\0", "roadmaps/web/phases/.basics.yaml.swp": b"\0"})
    write(tmp_path, {"roadmaps/web/phases/basics.yaml~": b"\0", ".git/HEAD": b"\0"})
    before = source_digest(content)
    (content / ".DS_Store").unlink()

    assert read_catalog(content, at=AT).errors == ()
    assert source_digest(content) == before


def test_schemas_and_the_readme_are_not_content(tmp_path):
    content = write(tmp_path, FILES)
    before = source_digest(content)
    write(tmp_path, {"schema/phase.schema.json": "{}", "README.md": "How to edit."})

    assert read_catalog(content, at=AT).errors == ()
    assert source_digest(content) == before


def test_a_folder_that_is_a_circle_of_links_is_an_error(tmp_path):
    (tmp_path / "content").symlink_to("content")

    [error] = read_catalog(tmp_path / "content", at=AT).errors

    assert "the folder can't be read" in error.message


@pytest.mark.parametrize("path", ["nowhere", "file"])
def test_a_folder_that_is_not_there_is_an_error(tmp_path, path):
    (tmp_path / "file").write_text("")

    [error] = read_catalog(tmp_path / path, at=AT).errors

    assert "the folder can't be read" in error.message
    assert error.suggestion == "give the folder that has roadmaps/ in it"


@pytest.mark.parametrize(
    "files",
    [
        {"concepts.yaml": "concepts: []\n"},
        {"roadmap.yaml": FILES["roadmaps/web/roadmap.yaml"], "phases/basics.yaml": BASICS},
        {f"content/{path}": text for path, text in FILES.items()},
        {"roadmaps": "a file"},
    ],
)
def test_a_folder_without_roadmaps_is_one_error(tmp_path, files):
    [error] = read(tmp_path, files).errors

    assert (error.file, error.message) == ("content/roadmaps", "there is no roadmap here")


def test_a_roadmap_with_the_shorter_ending_is_to_be_renamed(tmp_path):
    files = {path.replace("queues/roadmap.yaml", "queues/roadmap.yml"): text for path, text in FILES.items()}

    [error] = read(tmp_path, files).errors

    assert (error.message, error.suggestion) == ("the folder has no roadmap.yaml", "rename roadmap.yml")


class TestSourceDigest:
    def test_it_is_the_readings(self, tmp_path):
        content = write(tmp_path, FILES)

        assert source_digest(content) == read_catalog(content, at=AT).source_digest

    def test_it_does_not_depend_on_where_the_files_are(self, tmp_path):
        assert source_digest(write(tmp_path / "a", FILES)) == source_digest(write(tmp_path / "b", FILES))

    @pytest.mark.parametrize(
        "change",
        [
            {BASICS_FILE: BASICS + "\n"},
            {"roadmaps/web/phases/new.yaml": ""},
            {"roadmaps/web/assets/a.png": PNG},
        ],
    )
    def test_it_changes_with_every_byte_and_name(self, tmp_path, change):
        before = source_digest(write(tmp_path, FILES))

        assert source_digest(write(tmp_path, change)) != before

    def test_moving_a_boundary_between_files_changes_it(self, tmp_path):
        one = write(tmp_path / "one", {"a": "xy", "b": "z"})
        other = write(tmp_path / "other", {"a": "x", "b": "yz"})

        assert source_digest(one) != source_digest(other)
