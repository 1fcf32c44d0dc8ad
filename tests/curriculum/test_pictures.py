"""Pictures of a roadmap's prose, as they are served."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def content(tmp_path: Path, settings: Settings) -> Path:
    settings.CONTENT_DIR = tmp_path
    assets = tmp_path / "roadmaps" / "backend" / "assets"
    assets.mkdir(parents=True)
    (assets / "line.svg").write_text(SVG)
    (tmp_path / "roadmaps" / "backend" / "roadmap.yaml").write_text("id: backend")
    return tmp_path


def test_a_picture_is_served_with_the_policy_of_every_page(client: Client, content: Path) -> None:
    response = client.get("/assets/backend/line.svg")

    assert b"".join(response) == SVG.encode()
    assert response["Content-Type"] == "image/svg+xml"
    assert "default-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    [
        "/assets/backend/none.svg",
        "/assets/other/line.svg",
        "/assets/backend/../roadmap.yaml",
        "/assets/backend/%2e%2e%2froadmap.yaml",
        "/assets/backend/",
    ],
)
def test_nothing_else_is(client: Client, content: Path, address: str) -> None:
    assert client.get(address).status_code == 404
