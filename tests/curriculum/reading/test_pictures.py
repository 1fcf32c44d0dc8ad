"""Pictures: from the roadmap's assets, small, what their name says, and nothing in them that runs."""

import pytest

from curriculum.content.reading import read_catalog
from tests.curriculum.reading.example import AT, FILES, read, write

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20
WEBP = b"RIFF\x20\0\0\0WEBPVP8 "
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A map</title><path d="M0 0h9"/></svg>'
)


def with_picture(name: str, content: bytes) -> dict[str, str | bytes]:
    return FILES | {
        "roadmaps/web/phases/basics.md": f"![The map](assets/{name})\n",
        f"roadmaps/web/assets/{name}": content,
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [("map.png", PNG), ("map.jpg", JPG), ("map.jpeg", JPG), ("a_b-2.webp", WEBP), ("map.svg", SVG)],
)
def test_a_picture_of_a_known_kind_is_shown(tmp_path, name, content):
    reading = read(tmp_path, with_picture(name, content))

    assert reading.errors == ()
    assert reading.catalog is not None
    assert f'src="/assets/web/{name}"' in reading.catalog.roadmaps[1].phases[0].prose


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("map.png", JPG, "the picture isn't a png file by its content"),
        ("map.jpg", b"<script>", "the picture isn't a jpg file by its content"),
        ("map.webp", b"RIFF\x20\0\0\0WAVE", "the picture isn't a webp file by its content"),
        ("map.png", PNG + b"\0" * 200 * 1024, "the picture is larger than 200 KiB"),
        ("map.svg", b"not svg", "not SVG"),
        ("map.svg", b"<html><body/></html>", "a drawing may not have <html>"),
        ("map.svg", b"<svg><script>alert(1)</script></svg>", "a drawing may not have <script>"),
        ("map.svg", b'<svg onload="alert(1)"/>', "a drawing may not have onload"),
        ("map.svg", b"<svg><foreignObject/></svg>", "a drawing may not have <foreignObject>"),
        ("map.svg", b"<svg><style>*{}</style></svg>", "a drawing may not have <style>"),
        ("map.svg", b'<svg><use href="//evil.example#x"/></svg>', "a drawing may not have href="),
        ("map.svg", b'<svg><a href="javascript:x"/></svg>', "a drawing may not have <a>"),
        ("map.svg", b'<svg><rect fill="url(https://evil.example)"/></svg>', "a drawing may not have fill="),
        ("map.svg", b'<svg><rect style="background:u\\72l(//e)"/></svg>', "a drawing may not have style="),
        ("map.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "a drawing may not have a document type"),
        (
            "map.svg",
            b'<?xml-stylesheet href="//e"?><svg/>',
            "a drawing may not have a document type or processing",
        ),
    ],
)
def test_a_picture_that_may_do_harm_is_refused(tmp_path, name, content, message):
    [error] = read(tmp_path, with_picture(name, content)).errors

    assert error.file == f"content/roadmaps/web/assets/{name}"
    assert error.message.startswith(message)


@pytest.mark.parametrize(
    "written",
    [
        "assets/other.png",
        "assets/Map.png",
        "assets/../map.png",
        "../queues/assets/map.png",
        "/etc/passwd",
        "map.png",
        "assets/map.gif",
        "https://example.org/map.png",
    ],
)
def test_a_picture_from_elsewhere_is_refused(tmp_path, written):
    files = with_picture("map.png", PNG) | {
        "roadmaps/web/phases/basics.md": f"![It](assets/map.png) ![The map]({written})\n"
    }

    [error] = read(tmp_path, files).errors

    assert error.position == ("content/roadmaps/web/phases/basics.md", 1, 34)


def test_a_linked_picture_is_refused(tmp_path):
    content = write(tmp_path, with_picture("map.png", PNG))
    (content / "roadmaps/web/assets/map.png").unlink()
    (content / "roadmaps/web/assets/map.png").symlink_to("/etc/hostname")

    messages = [error.message for error in read_catalog(content, at=AT).errors]

    assert "a symbolic link" in messages
