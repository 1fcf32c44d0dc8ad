"""The content folder as files: what is read, what is refused, and the hash of it all."""

import os

import pytest

from curriculum.content import read_catalog, source_digest
from curriculum.content.documents import MAX_BYTES
from tests.curriculum.reading.example import BASICS, FILES, read, write

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
        ({BASICS_PROSE: b"Caf\xe9"}, f"{BASICS_PROSE}:1:4: the byte 0xe9 isn't UTF-8"),
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


def test_carriage_returns_before_line_feeds_are_read(tmp_path):
    files = {path: text.replace("\n", "\r\n") for path, text in FILES.items()}

    assert read(tmp_path, files).errors == ()


@pytest.mark.parametrize("target", ["../../../../outside", "../basics.yaml", "nowhere"])
def test_symbolic_links_are_errors_and_never_followed(tmp_path, target):
    (tmp_path / "outside").write_text("secret: words\n")
    content = write(tmp_path, FILES)
    (content / "roadmaps/web/phases/linked.md").symlink_to(target)

    errors = read_catalog(content).errors

    assert [error.message for error in errors] == ["a symbolic link"]


def test_a_linked_folder_is_an_error_and_never_entered(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/roadmap.yaml").write_text("secret: words\n")
    content = write(tmp_path, FILES)
    (content / "roadmaps/linked").symlink_to(tmp_path / "elsewhere")

    errors = read_catalog(content).errors

    assert [(error.file, error.message) for error in errors] == [
        ("content/roadmaps/linked", "a symbolic link")
    ]


def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path):
    content = write(tmp_path, FILES)
    os.mkfifo(content / "roadmaps/web/pipe")

    errors = read_catalog(content).errors

    assert [error.message for error in errors] == ["a named pipe, not an ordinary file"]


@pytest.mark.parametrize("name", [b"caf\xe9.md", b"two\nlines.md", b"bell\x07.md"])
def test_a_name_that_cannot_be_shown_is_an_error_that_can_be(tmp_path, name):
    content = write(tmp_path, FILES)
    with open(os.fsencode(content) + b"/" + name, "wb"):  # noqa: PTH123
        pass

    [error] = read_catalog(content).errors

    assert str(error).isprintable()
    assert error.message == "the file's name can't be shown"


def test_hidden_files_and_backups_are_passed_over(tmp_path):
    content = write(tmp_path, FILES | {".DS_Store": b"\0", "roadmaps/web/phases/.basics.yaml.swp": b"\0"})
    write(tmp_path, {"roadmaps/web/phases/basics.yaml~": b"\0", ".git/HEAD": b"\0"})
    before = source_digest(content)
    (content / ".DS_Store").unlink()

    assert read_catalog(content).errors == ()
    assert source_digest(content) == before


def test_schemas_and_the_readme_are_not_content(tmp_path):
    content = write(tmp_path, FILES)
    before = source_digest(content)
    write(tmp_path, {"schema/phase.schema.json": "{}", "README.md": "How to edit."})

    assert read_catalog(content).errors == ()
    assert source_digest(content) == before


@pytest.mark.parametrize("path", ["nowhere", "file"])
def test_a_folder_that_is_not_there_is_an_error(tmp_path, path):
    (tmp_path / "file").write_text("")

    [error] = read_catalog(tmp_path / path).errors

    assert "the folder can't be read" in error.message


def test_a_folder_without_roadmaps_is_an_error(tmp_path):
    [error] = read(tmp_path, {"concepts.yaml": "concepts: []\n"}).errors

    assert (error.file, error.message) == ("content/roadmaps", "there is no roadmap here")


class TestSourceDigest:
    def test_it_is_the_readings(self, tmp_path):
        content = write(tmp_path, FILES)

        assert source_digest(content) == read_catalog(content).source_digest

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
