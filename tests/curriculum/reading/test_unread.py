"""Of a file that can't be read one error says why; nothing is concluded from what it doesn't say."""

import os
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from curriculum.content import documents
from curriculum.content.documents import MAX_BYTES
from curriculum.content.reading import read_catalog
from tests.curriculum.reading.example import AT, BASICS, CONCEPTS, FILES, START, WEB, edited, read, write

BASICS_FILE = "roadmaps/web/phases/basics.yaml"
WEB_FILE = "roadmaps/web/roadmap.yaml"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
WITH_PICTURES = FILES | {
    "roadmaps/web/summary.md": "![A map](assets/map.png)\n",
    "roadmaps/web/phases/basics.md": "![A map](assets/basics.png)\n",
    "roadmaps/web/assets/map.png": PNG,
    "roadmaps/web/assets/basics.png": PNG,
}


def link(file: Path) -> None:
    file.rename(file.with_name(".elsewhere"))
    file.symlink_to(".elsewhere")


def swell(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"#" * MAX_BYTES)


def garble(file: Path) -> None:
    file.write_bytes(b"\xff" + file.read_bytes())


def make_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def make_socket(file: Path) -> None:
    """The system takes short paths only."""
    file.unlink()
    here = Path.cwd()
    os.chdir(file.parent)
    try:
        with socket.socket(socket.AF_UNIX) as unread:
            unread.bind(file.name)
    finally:
        os.chdir(here)


def make_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


WAYS = {
    link: "a symbolic link",
    swell: "the file is larger than 256 KiB",
    garble: "the byte 0xff isn't UTF-8",
    make_pipe: "a named pipe, not an ordinary file",
    make_socket: "a socket, not an ordinary file",
    make_folder: "a folder, not an ordinary file",
}


def errors_of(content: Path) -> list[tuple[str, str]]:
    return [
        (error.file.removeprefix("content/"), error.message) for error in read_catalog(content, at=AT).errors
    ]


@pytest.mark.parametrize("path", sorted(path for path in WITH_PICTURES if not path.endswith(".png")))
@pytest.mark.parametrize("way", WAYS)
def test_one_error_is_all_that_comes_of_it(tmp_path, way, path):
    content = write(tmp_path, WITH_PICTURES)

    way(content / path)

    assert errors_of(content) == [(path, WAYS[way])]


@pytest.mark.parametrize("way", [link, swell, make_pipe])
def test_a_picture_that_cannot_be_read_is_not_missing(tmp_path, way):
    content = write(tmp_path, WITH_PICTURES)

    way(content / "roadmaps/web/assets/map.png")

    assert errors_of(content) == [("roadmaps/web/assets/map.png", WAYS[way])]


@pytest.mark.parametrize("folder", ["roadmaps", "roadmaps/web", "roadmaps/web/phases", "roadmaps/web/assets"])
def test_nothing_follows_from_a_linked_folder(tmp_path, folder):
    content = write(tmp_path, WITH_PICTURES)

    link(content / folder)

    assert errors_of(content) == [(folder, "a symbolic link")]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_wrong_besides_is_still_said(tmp_path, way):
    files = edited("roadmaps/web/phases/data.yaml", "concept: sql", "concept: sqll")
    content = write(tmp_path, files | {"notes.txt": ""})

    way(content / BASICS_FILE)

    assert set(errors_of(content)) == {
        (BASICS_FILE, WAYS[way]),
        ("roadmaps/web/phases/data.yaml", "the concept `sqll` isn't known"),
        ("notes.txt", "nothing refers to this file"),
    }


def test_the_prose_of_a_phase_that_cannot_be_read_is(tmp_path):
    files = {BASICS_FILE: "title: [", "roadmaps/web/phases/basics.md": "[x](javascript:y)"}

    found = {error.file for error in read(tmp_path, FILES | files).errors}

    assert found == {f"content/{path}" for path in files}


def test_prose_that_is_not_even_tried_leaves_its_pictures_alone(tmp_path):
    files = WITH_PICTURES | {"roadmaps/web/summary.md": "```\n"}

    [error] = read(tmp_path, files).errors

    assert "never ends" in error.message


def test_retired_roadmaps_that_cannot_be_read_may_be_any(tmp_path):
    files = FILES | {
        "retired.yaml": "- [",
        "roadmaps/queues/phases/start.yaml": START.replace("web/", "old/"),
    }

    assert {error.file for error in read(tmp_path, files).errors} == {"content/retired.yaml"}


def test_of_too_many_files_nothing_else_is_concluded(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "MAX_FILES", 5)

    [error] = read(tmp_path, FILES).errors

    assert error.message == "more than 5 files"


def test_an_id_that_is_not_the_folders_name_is_one_mistake(tmp_path):
    files = {path.replace("/queues/", "/lines/"): text for path, text in FILES.items()}
    files[BASICS_FILE] = BASICS.replace("was: [rpc]", "was: [queues/rpc]")

    assert errors_of(write(tmp_path, files)) == [
        ("roadmaps/lines/roadmap.yaml", "the id `queues` isn't the folder's name, `lines`")
    ]


class TestAPhaseThatIsNotListed:
    def test_is_told_where_to_list_it(self, tmp_path):
        files = FILES | {WEB_FILE: WEB.replace("[basics, data]", "[data]")}

        [error] = read(tmp_path, files).errors

        assert (error.file, error.message) == (f"content/{BASICS_FILE}", "the phase `basics` isn't listed")
        assert error.suggestion == (
            "add `basics` to `phases` at content/roadmaps/web/roadmap.yaml:10, or take the file away"
        )

    def test_says_nothing_of_ids_that_it_has_from_another(self, tmp_path):
        [error] = read(tmp_path, FILES | {"roadmaps/web/phases/copy.yaml": BASICS}).errors

        assert error.message == "the phase `copy` isn't listed"

    def test_says_what_is_wrong_inside(self, tmp_path):
        files = FILES | {"roadmaps/web/phases/more.yaml": "id: more\ntitel: More\n"}

        messages = [error.message for error in read(tmp_path, files).errors]

        assert {"the phase `more` isn't listed", "the key `titel` isn't known"} <= set(messages)

    def test_brings_its_prose_and_pictures(self, tmp_path):
        files = WITH_PICTURES | {WEB_FILE: WEB.replace("[basics, data]", "[data]")}

        assert errors_of(write(tmp_path, files)) == [(BASICS_FILE, "the phase `basics` isn't listed")]

    def test_may_be_what_a_misspelt_one_means(self, tmp_path):
        files = FILES | {WEB_FILE: WEB.replace("[basics, data]", "[basic, data]")}

        *_, error = read(tmp_path, files).errors

        assert (error.message, error.suggestion) == (
            "the phase `basic` has no file",
            "did you mean `basics`?",
        )


@pytest.mark.parametrize("path", [BASICS_FILE, "roadmaps/web/phases", "roadmaps", ""])
def test_what_may_not_be_read_is_one_error(path):
    what = "file" if path == BASICS_FILE else "folder"

    with TemporaryDirectory() as folder:
        content = write(Path(folder), FILES)
        (content / path).chmod(0o000)

        assert errors_without_rights(content) == [
            (path or "content", f"the {what} can't be read: Permission denied")
        ]


def test_a_folder_that_may_only_be_listed_is_an_error_for_each_file():
    with TemporaryDirectory() as folder:
        content = write(Path(folder), FILES)
        (content / "roadmaps/queues/phases").chmod(0o444)

        assert errors_without_rights(content) == [
            ("roadmaps/queues/phases/start.yaml", "the file can't be read: Permission denied")
        ]


def errors_without_rights(content: Path) -> list[tuple[str, str]]:
    """Root may read everything, so it becomes somebody else for a while."""
    if os.geteuid() != 0:
        return errors_of(content)
    content.parent.chmod(0o755)
    os.seteuid(65534)
    try:
        return errors_of(content)
    finally:
        os.seteuid(0)


def test_a_name_that_cannot_be_shown_does_not_hide_that_it_is_a_link(tmp_path):
    content = write(tmp_path, FILES)
    (content / "two\nlines.md").symlink_to("nowhere")

    [error] = read_catalog(content, at=AT).errors

    assert (error.file, error.message) == (r"content/two\nlines.md", "a symbolic link")


def test_a_retired_id_is_told_even_while_others_are_unknown(tmp_path):
    files = FILES | {
        "concepts.yaml": CONCEPTS,
        WEB_FILE: WEB.replace("topics: [http]", "topics: [soap, nothing]"),
        BASICS_FILE: "title: [",
    }

    found = errors_of(write(tmp_path, files))

    assert (WEB_FILE, "the topic `soap` is retired in this roadmap") in found
    assert len([path for path, _ in found if path == WEB_FILE]) == 1
