import csv
import json
from datetime import date
from io import StringIO

import pytest

from progress.learning.marks import set_state
from progress.learning.models import Mark, Note
from roadmap_site.accounts import personal
from roadmap_site.accounts.spreadsheet import cell
from tests.accounts.everything import ADDRESS, DAY, NAME, NOON, make_person_with_everything
from tests.factories import make_learner, make_phase, make_topic, make_topics


def content(response) -> str:
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def everything(client, db):
    def everything(person):
        client.force_login(person)
        return json.loads(content(client.get("/settings/export/everything.json")))

    return everything


@pytest.fixture
def marks(client, db):
    def marks(person):
        client.force_login(person)
        return list(csv.DictReader(StringIO(content(client.get("/settings/export/marks.csv")))))

    return marks


def test_the_export_has_something_under_every_name(everything):
    told = everything(make_person_with_everything())

    assert [provider.name for provider in personal.providers() if not told[provider.name]] == []
    assert told["person"][0]["email"] == ADDRESS


def test_content_is_told_by_its_ids_and_time_in_iso(everything):
    told = everything(make_person_with_everything())

    mark = Mark.objects.select_related("topic__roadmap").get()
    assert told["marks"] == [
        {
            "roadmap": mark.topic.roadmap.key,
            "topic": mark.topic.key,
            "state": "done",
            "at": NOON.isoformat(),
            "day": DAY.isoformat(),
            "credited_by": None,
        }
    ]


def test_keys_that_open_doors_stay(client, everything):
    text = json.dumps(everything(make_person_with_everything()))

    assert "md5$" not in text
    assert '"seed"' not in text
    assert "x" * 32 not in text


def test_nothing_of_anybody_else_is_in_it(everything):
    make_person_with_everything()

    text = json.dumps(everything(make_learner()))

    assert ADDRESS not in text
    assert NAME not in text


def test_it_is_a_download_that_nobody_keeps(client, learner):
    client.force_login(learner)

    response = client.get("/settings/export/everything.json")

    assert response["Content-Disposition"] == 'attachment; filename="cairn.json"'
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("number", [2, 3, 4, 6, 7])
def test_pages_join_without_a_gap(everything, monkeypatch, number):
    monkeypatch.setattr(personal, "PAGE", 3)
    learner, topics = make_learner(), make_topics(number, make_phase())
    for topic in topics:
        set_state(learner=learner, topic=topic, state="learning", at=NOON)

    told = everything(learner)

    assert [mark["topic"] for mark in told["marks"]] == [topic.key for topic in topics]
    assert len(told["activities"]) == number


def test_it_takes_as_many_questions_for_many_rows_as_for_few(client, django_assert_num_queries):
    def ask(number):
        learner = make_learner()
        Mark.objects.bulk_create(
            Mark(learner=learner, topic=topic, state="done", at=NOON, day=DAY)
            for topic in make_topics(number, make_phase())
        )
        client.force_login(learner)
        with django_assert_num_queries(len(personal.providers()) + 2):  # session and user
            content(client.get("/settings/export/everything.json"))

    ask(1)
    ask(900)


def test_no_cursor_is_kept_on_the_server(client, learner, django_assert_num_queries):
    client.force_login(learner)
    with django_assert_num_queries(3) as asked:
        content(client.get("/settings/export/marks.csv"))

    assert not any("DECLARE" in query["sql"] for query in asked.captured_queries)


def test_marks_are_rows_with_numbers_days_and_instants(marks):
    learner, phase = make_learner(time_zone="Asia/Tokyo"), make_phase(number=3)
    topic = make_topic(phase=phase)
    set_state(learner=learner, topic=topic, state="done", at=NOON.replace(hour=20))

    (row,) = marks(learner)

    assert row["phase_number"] == "3"
    assert row["day"] == date(2026, 1, 6).isoformat()
    assert row["at"] == "2026-01-05T20:00:00+00:00"
    assert row["topic_id"] == topic.key


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@sum", "\tx", " =1", "\r=1"])
def test_no_cell_is_a_formula(marks, title):
    learner, topic = make_learner(), make_topic(title=title)
    set_state(learner=learner, topic=topic, state="done", at=NOON)

    (row,) = marks(learner)

    assert row["topic"] == f"'{title}"


@pytest.mark.parametrize(
    "value",
    [
        -3,  # a number is a number
        0.5,
        "a = b",
        "",
        None,
    ],
)
def test_other_cells_stay_as_they_are(value):
    assert cell(value) == value


def test_a_table_that_nobody_offers_is_not_there(client, learner):
    client.force_login(learner)

    assert client.get("/settings/export/passwords.csv").status_code == 404


def test_the_page_leads_to_everything_and_to_the_marks(client, learner):
    client.force_login(learner)

    page = client.get("/settings/export/").text

    assert 'href="/settings/export/everything.json"' in page
    assert 'href="/settings/export/marks.csv"' in page


def test_a_long_note_comes_along_whole(everything):
    learner, text = make_learner(), "é\n" * 200_000
    Note.objects.create(learner=learner, topic=make_topic(), text=text, at=NOON)

    assert everything(learner)["notes"][0]["text"] == text
