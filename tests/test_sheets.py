"""Style sheets are written as many files and sent as few."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from roadmap_site.sheets import whole
from tests.pages.markup import read


@pytest.fixture
def folder(tmp_path, settings):
    """A site with a sheet made of two others; `collect` reads it."""
    source = tmp_path / "source"
    (source / "parts").mkdir(parents=True)
    (source / "all.css").write_text('/* All */\n@import "parts/lines.css";\n.last { color: red }\n')
    (source / "parts" / "lines.css").write_text('@import "dots.css";\n.line { color: black }\n')
    (source / "parts" / "dots.css").write_text(".dot { color: blue }\n" * 20)
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "roadmap_site.sheets.SheetStorage"}}
    return source


def collect() -> Path:
    """Return the hashed sheet."""
    call_command("collectstatic", interactive=False, verbosity=0)
    return Path(staticfiles_storage.path(staticfiles_storage.stored_name("all.css")))


def test_what_is_imported_stands_in_its_place(folder):
    sheet = collect()

    dots = ".dot { color: blue }\n" * 20
    assert sheet.read_text() == f"/* All */\n{dots}.line {{ color: black }}\n.last {{ color: red }}\n"
    assert gzip.decompress(sheet.with_name(f"{sheet.name}.gz").read_bytes()) == sheet.read_bytes()


def test_a_change_to_an_imported_file_gives_the_sheet_another_name(folder):
    before = collect()
    (folder / "parts" / "dots.css").write_text(".dot { color: green }\n")

    after = collect()

    assert after.name != before.name
    assert ".dot { color: green }" in after.read_text()


def test_collecting_again_changes_nothing(folder):
    before = collect()

    assert collect() == before


def test_a_dry_run_writes_nothing(folder, settings):
    call_command("collectstatic", interactive=False, verbosity=0, dry_run=True)

    assert not settings.STATIC_ROOT.exists()


@pytest.mark.parametrize("name", ["css/site.css", "css/roadmap.css", "css/components/timeline.css"])
def test_all_that_our_sheets_import_is_there(name):
    text = whole(name, lambda name: Path(finders.find(name) or name).read_text())

    assert "@import" not in text
    assert "url(" not in text  # it would lead elsewhere from another folder
    assert text.count("{") == text.count("}")


def test_the_first_sheet_declares_the_order_of_layers(client, db):
    first = read(client.get("/nowhere/")).all("link", rel="stylesheet")[0]

    text = whole("css/site.css", lambda name: Path(finders.find(name) or name).read_text())

    assert first["href"].endswith("css/site.css")
    assert text[text.index("@layer") :].startswith("@layer tokens, base, layout, components, print;")
