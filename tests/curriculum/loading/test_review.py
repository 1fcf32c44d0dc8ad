from datetime import date

from curriculum.catalog import Review
from curriculum.models import Topic
from tests.catalogs import catalog, phase, roadmap, topic


def content(review: Review | None):
    return catalog(roadmap("backend", phase("web", topic("tls", review=review))))


def test_a_review_is_stored_changed_and_taken_away(loaded):
    def stored():
        return Topic.objects.values_list("review_since", "review_why").get()

    for day in (10, 11):
        loaded(content(Review(date(2026, 3, day), "TLS 1.3")))
        assert stored() == (date(2026, 3, day), "TLS 1.3")

    loaded(content(None), rollback=True)

    assert stored() == (None, "")
