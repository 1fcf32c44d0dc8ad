"""Editors see which links are dead, and close the reports."""

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.learning.models import LinkReport
from progress.learning.notes.reports import report
from tests.factories import make_learner, make_resource

LIST = "/admin/learning/reportedresource/"


@pytest.fixture
def editor(client, db):
    client.force_login(make_learner(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def dead(db):
    resource = make_resource(title="The book", url="https://dead.example/")
    for person in (make_learner(email="ann@cairn.example"), make_learner()):
        report(learner=person, resource=resource, at=timezone.now())
    return resource


def test_the_list_counts_and_names_nobody(editor, dead):
    make_resource(title="Alive", url="https://alive.example/")

    page = editor.get(LIST).text

    assert '<td class="field-how_many">2</td>' in page
    assert "https://dead.example/" in page
    assert "Alive" not in page
    assert "ann@" not in page


def test_closing_takes_it_off_the_list(editor, dead):
    response = editor.post(LIST, {"action": "close", "_selected_action": [dead.pk]}, follow=True)

    assert "2 reports are closed." in response.text
    assert "https://dead.example/" not in editor.get(LIST).text
    assert not LinkReport.objects.filter(closed_at=None).exists()


def test_nothing_else_can_be_done_to_a_resource_here(editor, dead):
    for address in ("add/", f"{dead.pk}/delete/"):
        assert editor.get(f"{LIST}{address}").status_code == 403


def test_staff_without_the_right_sees_nothing(client, dead):
    client.force_login(make_learner(is_staff=True))

    assert client.get(reverse("admin:learning_reportedresource_changelist")).status_code == 403
