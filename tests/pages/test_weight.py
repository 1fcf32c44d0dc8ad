"""A roadmap's page is light, and nothing on it comes from anybody else."""

import gzip
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone

from curriculum.content.reading import read_catalog
from curriculum.models import Phase, Roadmap, Topic
from progress.learning.marks import set_phase
from roadmap_site.sheets import whole
from tests.pages.markup import read

pytestmark = pytest.mark.django_db

LIMIT = 60_000  # bytes, compressed, with everything that the page needs
LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
    "use": "href",
    "link": "href",
}


@pytest.fixture
def content(loaded):
    """The roadmaps that Cairn ships."""
    catalog = read_catalog(Path(settings.CONTENT_DIR), at=timezone.now()).catalog
    assert catalog is not None
    loaded(catalog)


def subresources(page) -> set[str]:
    """Return the addresses that a browser loads with the page."""
    found = {element.get(LOADS[element.name]) for element in page if element.name in LOADS}
    return {urldefrag(address).url for address in found if address} - {""}


def compressed(path: str) -> int:
    text = whole(path.removeprefix("/static/"), lambda name: Path(finders.find(name) or name).read_text())
    return len(gzip.compress(text.encode(), 9))


def test_every_roadmap_is_under_its_weight(content, browser, learner):
    for roadmap in Roadmap.objects.all():
        set_phase(learner=learner, phase=roadmap.phases.first(), state="done", at=timezone.now())
        response = browser.get(f"/roadmaps/{roadmap.slug}/")
        weight = len(gzip.compress(response.content, 6)) + sum(map(compressed, subresources(read(response))))

        assert weight < LIMIT, f"{roadmap}: {weight}"


def test_nothing_comes_from_elsewhere(content, client):
    topic, phase = Topic.objects.last(), Phase.objects.exclude(prose="").first()
    paths = [
        "/",
        f"/roadmaps/{phase.roadmap.slug}/",
        f"/roadmaps/{phase.roadmap.slug}/{phase.slug}/",
        f"/roadmaps/{topic.roadmap.slug}/topics/{topic.slug}/",
        "/accounts/login/",
        "/accounts/signup/",
        "/nowhere/",
    ]

    for path in paths:
        page = read(client.get(path))
        assert subresources(page)
        for address in subresources(page):
            assert urlsplit(address).netloc == "", address
            assert address.startswith("/static/"), address


def test_nothing_is_inline(content, client):
    """The policy would block it."""
    for phase in Phase.objects.select_related("roadmap"):
        page = read(client.get(f"/roadmaps/{phase.roadmap.slug}/{phase.slug}/"))

        assert not page.all("style")
        for element in page:
            assert element.get("style") is None
            assert not [name for name in element.attributes if name.startswith(("on", "hx-on"))]
            assert element.name != "script" or element["src"]


def test_links_to_other_sites_tell_them_nothing(content, client):
    page = read(client.get("/roadmaps/backend-engineer/"))
    external = [link for link in page.all("a") if urlsplit(link["href"]).netloc]

    assert external
    for link in external:
        assert "noopener" in link["rel"]
        assert link["href"].startswith("https://")
