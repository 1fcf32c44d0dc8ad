"""Whether something has changed since everything was made ready: told for whatever lies in the folders."""

import os

import pytest

from roadmap_site.local import prepared


@pytest.fixture
def content(tmp_path, monkeypatch):
    monkeypatch.setattr(prepared, "PROJECT", tmp_path)
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def add_circle(folder):
    (folder / "circle").symlink_to("circle")


def add_link_to_nothing(folder):
    (folder / "link").symlink_to("nowhere")


def add_name_in_another_encoding(folder):
    with open(os.fsencode(folder) + b"/caf\xe9.md", "wb"):  # noqa: PTH123
        pass


def add_pipe(folder):
    os.mkfifo(folder / "pipe")


@pytest.mark.parametrize("add", [add_circle, add_link_to_nothing, add_name_in_another_encoding, add_pipe])
def test_odd_files_count_like_others(content, add):
    before = prepared.fingerprint()

    add(content)

    assert prepared.fingerprint() != before
    assert prepared.fingerprint() == prepared.fingerprint()
