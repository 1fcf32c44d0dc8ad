"""A roadmap's tree digest changes when, and only when, its pages show something else."""

from dataclasses import replace

import pytest

from curriculum.catalog import Catalog, Link, Reference
from curriculum.loading.trees import tree_digests
from curriculum.models import Roadmap
from tests.catalogs import full_catalog

CATALOG = full_catalog()


def with_topic(catalog: Catalog, number: int, change) -> Catalog:
    """Change the first topic of a roadmap's last phase."""
    roadmaps = list(catalog.roadmaps)
    *phases, last = roadmaps[number].phases
    first, *others = last.items
    roadmaps[number] = replace(
        roadmaps[number], phases=(*phases, replace(last, items=(change(first), *others)))
    )
    return replace(catalog, roadmaps=tuple(roadmaps))


def with_phase(catalog: Catalog, change) -> Catalog:
    backend, career = catalog.roadmaps
    first, *others = backend.phases
    return replace(catalog, roadmaps=(replace(backend, phases=(change(first), *others)), career))


def with_roadmap(catalog: Catalog, number: int, **fields) -> Catalog:
    roadmaps = list(catalog.roadmaps)
    roadmaps[number] = replace(roadmaps[number], **fields)
    return replace(catalog, roadmaps=tuple(roadmaps))


def with_resource(catalog: Catalog, **fields) -> Catalog:
    first, *others = catalog.resources
    return replace(catalog, resources=(replace(first, **fields), *others))


BOTH, BACKEND, CAREER, NONE = {"backend", "career"}, {"backend"}, {"career"}, set()


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        (with_topic(CATALOG, 0, lambda t: replace(t, summary="<p>New.</p>")), BACKEND),
        # "also in" shows the title of a topic on the same concept
        (with_topic(CATALOG, 0, lambda t: replace(t, title="SQL in depth")), BOTH),
        (with_topic(CATALOG, 1, lambda t: replace(t, slug="queries")), BOTH),
        # the career roadmap mentions a concept no more: it was beside a topic there
        (with_topic(CATALOG, 1, lambda t: replace(t, concept="")), BOTH),
        (with_roadmap(CATALOG, 1, title="A career"), BOTH),
        (with_roadmap(CATALOG, 1, tagline="Up and up"), CAREER),
        (with_roadmap(CATALOG, 0, outcomes=()), BACKEND),
        (with_phase(CATALOG, lambda p: replace(p, goal="<p>Begin.</p>")), BACKEND),
        (with_phase(CATALOG, lambda p: replace(p, resources=(Reference("sql-book"),))), BACKEND),
        (with_resource(CATALOG, title="The documentation"), BACKEND),
        # what nobody sees
        (with_topic(CATALOG, 0, lambda t: replace(t, was=("backend/tables",), credit="all")), NONE),
        (with_roadmap(CATALOG, 1, next=(Link("Elsewhere", "https://x.example/"),)), CAREER),
    ],
)
def test_it_changes_with_what_is_shown(after, changed):
    before_trees, after_trees = tree_digests(CATALOG), tree_digests(after)

    found = {id.removeprefix("roadmaps/") for id in after_trees if after_trees[id] != before_trees[id]}
    assert found == changed


def test_it_is_stored_with_the_roadmap(loaded):
    loaded(CATALOG)

    stored = {f"roadmaps/{row.key}": row.tree_digest for row in Roadmap.objects.all()}
    assert stored == tree_digests(CATALOG)
