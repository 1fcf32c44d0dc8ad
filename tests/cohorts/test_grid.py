"""The grids of a cohort, on the page and as files."""

import csv
import json
from datetime import timedelta
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progress.cohorts.access import Place
from progress.cohorts.models import AuditEntry, Role, Shows
from progress.cohorts.pages.grid import GridPage, TopicPage
from progress.cohorts.tables.choosing import Choice, chosen
from progress.cohorts.tables.exports import csv_of, json_of
from progress.cohorts.tables.grid import grid_of, line_of
from progress.cohorts.tables.grid_files import columns_of, grid_table, topics_table
from progress.cohorts.tables.outline import outline
from progress.cohorts.tables.standings import LETTERS
from progress.cohorts.tables.topics import TopicGrid
from progress.learning.marks import set_state
from progress.learning.submissions import submit
from tests.cohorts.makers import make_cohort, make_membership
from tests.cohorts.test_overview import DAY, NOW, choices, learner_stories, live, text_of
from tests.factories import (
    make_concept,
    make_learner,
    make_milestone,
    make_phase,
    make_roadmap,
    make_topic,
    make_topics,
)

pytestmark = pytest.mark.django_db


class Cells(HTMLParser):
    """What a grid says, cell by cell: its pieces of text and its attributes."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.rows, self.heads, self.where = [], [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in ("thead", "tbody"):
            self.where = tag
        elif tag == "tr" and self.where == "tbody":
            self.rows.append([])
        elif tag in ("td", "th") and self.where:
            self.cells.append({"text": [], "links": [], **dict(attrs)})
        elif tag == "a" and self.where:
            self.cells[-1]["links"].append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        if tag == "table":
            self.where = ""

    def handle_data(self, data):
        if self.where and self.cells and data != "\n":
            self.cells[-1]["text"].append(data)

    @property
    def cells(self):
        return self.rows[-1] if self.where == "tbody" else self.heads


def pair(text):
    """What `3 of 5` says; all is skipped, or nothing required, where it says something else."""
    return [int(number) for number in text.split(" of ")] if " of " in text else [0, 0]


def screen_of(page):
    return [
        {
            "membership": int(name["links"][0].split("/")[-2]),
            "name": name["text"][0],
            "is_stuck": len(name["text"]) > 1,
            "all": pair(whole["text"][0]),
            "cells": cells,
        }
        for name, whole, *cells in Cells(page.table).rows
    ]


def files_of(table):
    """The rows as JSON has them, after the CSV has said the same."""
    told = json.loads(text_of(json_of(table)))
    written = list(csv.DictReader(StringIO(text_of(csv_of(table)), newline="")))
    assert [{name: str(text) for name, text in row.items()} for row in written] == [
        {name: as_written(value) for name, value in row.items()} for row in told
    ]
    return told


def as_written(value):
    if isinstance(value, str) and value.lstrip(" ").startswith(tuple("=+-@\t\r\n")):
        return f"'{value}"
    return "" if value is None else str(value)


def assert_grids_agree(place, choice, lines, line):
    grid = grid_of(place.cohort, lines, line, at=NOW)
    told = files_of(grid_table(line, lambda: grid.of(chosen(grid.overview.rows, choice))))
    stems = columns_of("phase", [phase.name for phase in line.phases])
    shown = screen_of(GridPage(place, grid, choice))
    assert len(shown) == len(told)
    for row, said in zip(told, shown, strict=True):
        assert (row["membership"], row["name"]) == (said["membership"], said["name"])
        assert [row["settled"], row["required"]] == said["all"]
        for stem, cell in zip(stems, said["cells"], strict=True):
            text = cell["text"][0]
            assert [row[f"{stem}_settled"], row[f"{stem}_required"]] == pair(text)
            assert row[f"{stem}_stuck"] == ("data-stuck" in cell) == (", stuck here" in cell["text"])
            assert bool(row[f"{stem}_waiting"]) == ("data-waits" in cell)
            assert (cell["data-shade"] == "4") >= row[f"{stem}_complete"]


def assert_topics_agree(place, choice, lines, line, phase):
    grid = TopicGrid(grid_of(place.cohort, lines, line, at=NOW).overview, line, phase)
    told = files_of(topics_table(line, phase, lambda: grid.of(chosen(grid.overview.rows, choice))))
    stems = columns_of("topic", [topic.title for topic in grid.topics])
    shown = screen_of(TopicPage(place, grid, choice))
    assert len(shown) == len(told)
    for row, said in zip(told, shown, strict=True):
        assert (row["membership"], row["name"]) == (said["membership"], said["name"])
        assert [row["settled"], row["required"]] == said["all"]
        if said["cells"] and said["cells"][0].get("class") == "counts":
            assert_only_counts(row, stems, said["cells"][0]["text"][0])
        else:
            assert [row[stem] for stem in stems] == [state_of(cell) for cell in said["cells"]]
            assert [row[f"{stem}_since"] for stem in stems] == [since(cell) for cell in said["cells"]]
            for state in ("done", "carried", "learning", "skipped"):
                assert row[state] == sum(row[stem] == state for stem in stems)


def assert_only_counts(row, stems, text):
    assert [row[name] for stem in stems for name in (stem, f"{stem}_since")] == [None] * 2 * len(stems)
    for state, word in {"done": "done", "carried": "carried", "learning": "in learning"}.items():
        assert (f"{row[state]} {word}" in text) == bool(row[state])


def state_of(cell):
    return LETTERS[cell["data-state"].replace("t", ".")]


def since(cell):
    if cell["data-state"] != "l":
        return None
    words = cell["text"][1]
    days = 0 if words == "today" else int(words.split()[0])
    return str(NOW.date() - timedelta(days=days))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(learner_stories, max_size=5), choices, st.sampled_from([None, 1]))
def test_the_screen_the_csv_and_the_json_say_the_same(stories, asked, weeks):
    with transaction.atomic():
        first, second = make_roadmap(title="<One>"), make_roadmap(title="Two")
        phases = [make_phase(roadmap=first), make_phase(roadmap=first, title="P & <Q>", optional=True)]
        phases.append(make_phase(roadmap=second))
        topics = [topic for phase in phases for topic in make_topics(3, phase)]
        milestone = make_milestone(phase=phases[0])
        cohort = make_cohort(first, second, weeks_a_phase=weeks)
        place = Place(cohort, make_membership(cohort, role=Role.MENTOR))
        for story in stories:
            live(cohort, phases, topics, milestone, story)

        lines = outline(cohort)
        for line in lines.lines:
            for choice in (Choice(), asked):
                assert_grids_agree(place, choice, lines, line)
                for phase in line.phases:
                    assert_topics_agree(place, choice, lines, line, phase)
        transaction.set_rollback(True)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(learner_stories, max_size=4))
def test_what_waits_by_phase_adds_up_to_what_waits(stories):
    with transaction.atomic():
        roadmap = make_roadmap()
        phases = [make_phase(roadmap=roadmap) for _ in range(3)]
        topics = [topic for phase in phases for topic in make_topics(3, phase)]
        milestones = [make_milestone(phase=phase) for phase in phases]
        cohort = make_cohort(roadmap)
        for number, story in enumerate(stories):
            live(cohort, phases, topics, milestones[number % 3], story)

        lines = outline(cohort)
        grid = grid_of(cohort, lines, line_of(lines, ""), at=NOW)
        for row in grid.of(grid.overview.rows):
            assert sum(row.waits) == row.row.person.waiting
        transaction.set_rollback(True)


# Through the address


@pytest.fixture
def mentor(client):
    mentor = make_learner(name="Noor")
    client.force_login(mentor)
    return mentor


@pytest.fixture
def line():
    return make_roadmap(title="Backend")


@pytest.fixture
def cohort(mentor, line):
    """Three weeks old."""
    cohort = make_cohort(line, starts_on=(timezone.now() - 21 * DAY).date())
    make_membership(cohort, person=mentor, role=Role.MENTOR)
    return cohort


def address(cohort, rest):
    return f"/cohorts/{cohort.pk}/{rest}"


def join(cohort, name, **overrides):
    person = make_learner(name=name)
    return make_membership(cohort, person=person, joined_at=timezone.now() - 21 * DAY, **overrides)


def cells(response):
    return {row[0]["text"][0]: row[1:] for row in Cells(response.content.decode()).rows}


def test_each_cell_says_what_is_settled_of_what_is_required(client, cohort, line):
    topics = make_topics(3, make_phase(roadmap=line))
    ada = join(cohort, "Ada").person
    set_state(learner=ada, topic=topics[0], state="done", at=timezone.now())
    set_state(learner=ada, topic=topics[1], state="skipped", at=timezone.now())

    _, phase = cells(client.get(address(cohort, "grid/")))["Ada"]

    assert phase["text"] == ["1 of 2"]
    assert phase["data-shade"] == "2"


def test_a_cell_says_where_somebody_is_stuck_and_what_waits(client, cohort, line):
    phases = [make_phase(roadmap=line) for _ in range(2)]
    topics = [make_topic(phase=phase) for phase in phases]
    ada = join(cohort, "Ada").person
    set_state(learner=ada, topic=topics[1], state="learning", at=timezone.now() - 16 * DAY)
    milestone = make_milestone(phase=phases[0])
    submit(learner=ada, milestone=milestone, link="https://x.example/", text="", at=timezone.now() - DAY)

    _, first, second = cells(client.get(address(cohort, "grid/")))["Ada"]

    assert first["text"] == ["0 of 1", ", a milestone waits"]
    assert second["text"] == ["0 of 1", ", stuck here"]


def test_a_phase_opens_to_its_topics(client, cohort, line):
    phase = make_phase(roadmap=line, title="Databases")
    done, learning, todo = make_topics(3, phase)
    make_topic(phase=make_phase(roadmap=line), title="Elsewhere")
    ada = join(cohort, "Ada").person
    set_state(learner=ada, topic=done, state="done", at=timezone.now())
    set_state(learner=ada, topic=learning, state="learning", at=timezone.now() - 5 * DAY)

    grid = client.get(address(cohort, "grid/")).content.decode()
    page = client.get(address(cohort, f"grid/{phase.pk}/"))

    assert f'href="/cohorts/{cohort.pk}/grid/{phase.pk}/?"' in grid
    assert [head["text"][0] for head in Cells(page.content.decode()).heads[2:]] == [
        topic.title for topic in (done, learning, todo)
    ]
    assert [cell["text"] for cell in cells(page)["Ada"]] == [
        ["1 of 3"],
        ["done"],
        ["learning, ", "5 days"],
        ["to do"],
    ]
    assert "Elsewhere" not in page.content.decode()


def test_who_shows_counts_has_numbers_and_no_states(client, cohort, line):
    phase = make_phase(roadmap=line)
    topics = make_topics(4, phase)
    ada = join(cohort, "Ada", shows=Shows.COUNTS).person
    for topic, state in zip(topics, ("done", "learning", "learning", "skipped"), strict=True):
        set_state(learner=ada, topic=topic, state=state, at=timezone.now() - 5 * DAY)

    settled, counts = cells(client.get(address(cohort, f"grid/{phase.pk}/")))["Ada"]
    (row,) = json.loads(client.get(address(cohort, f"grid/{phase.pk}.json")).getvalue())

    assert settled["text"] == ["1 of 3"]
    assert counts["text"] == ["1 done, 2 in learning, 1 skipped ", "(shows only how many)"]
    assert (row["done"], row["learning"], row["skipped"]) == (1, 2, 1)
    assert {value for name, value in row.items() if name.startswith("topic_")} == {None}


def test_what_is_carried_is_said_never_from_where(client, cohort, line):
    concept = make_concept(title="Loops")
    phase = make_phase(roadmap=line)
    make_topic(phase=phase, concept=concept)
    other = make_topic(phase=make_phase(title="Zyzzyva"), concept=concept, title="A zyzzyva")
    ada = join(cohort, "Ada").person
    set_state(learner=ada, topic=other, state="done", at=timezone.now() - DAY)

    page = client.get(address(cohort, f"grid/{phase.pk}/"))

    assert [cell["text"] for cell in cells(page)["Ada"]] == [["1 of 1"], ["carried"]]
    assert "zyzzyva" not in page.content.decode().casefold()


def test_one_line_is_shown_at_a_time(client, mentor, line):
    second = make_roadmap(title="Frontend")
    make_topic(phase=make_phase(roadmap=line, title="Databases"))
    make_topic(phase=make_phase(roadmap=second, title="Layout"))
    cohort = make_cohort(line, second)
    make_membership(cohort, person=mentor, role=Role.MENTOR)
    join(cohort, "Ada")

    def phases(query):
        page = client.get(address(cohort, "grid/") + query).content.decode()
        return [head["text"] for head in Cells(page).heads[2:]]

    assert phases("") == phases("?line=nonsense") == [["1", " Databases"]]
    assert phases(f"?line={second.slug}") == [["1", " Layout"]]
    told = json.loads(client.get(address(cohort, f"grid.json?line={second.slug}")).getvalue())
    assert "phase_1_layout_settled" in told[0]


def test_learners_are_found_and_sorted_as_in_the_overview(client, cohort, line):
    topics = make_topics(3, make_phase(roadmap=line))
    people = {name: join(cohort, name).person for name in ("Ada", "Béa", "Cem")}
    set_state(learner=people["Béa"], topic=topics[0], state="done", at=timezone.now())

    for table in ("grid/", f"grid/{topics[0].phase.pk}/"):
        assert next(iter(cells(client.get(address(cohort, f"{table}?sort=progress"))))) == "Béa"
        assert list(cells(client.get(address(cohort, f"{table}?q=cem")))) == ["Cem"]


def test_a_grid_is_a_table_with_headers(client, cohort, line):
    phase = make_topic(phase=make_phase(roadmap=line)).phase
    join(cohort, "Ada")

    for table in ("grid/", f"grid/{phase.pk}/"):
        found = Cells(client.get(address(cohort, table)).content.decode())
        assert {head["scope"] for head in found.heads} == {"col"}
        assert [row[0]["scope"] for row in found.rows] == ["row"]
        assert [len(row) for row in found.rows] == [len(found.heads)]


def test_a_phase_of_another_cohorts_roadmap_is_not_found(client, cohort):
    other = make_topic().phase

    for rest in (f"grid/{other.pk}/", f"grid/{other.pk}.csv", f"grid/{other.pk}.json"):
        assert client.get(address(cohort, rest)).status_code == 404


def test_a_cohort_without_learners_or_without_topics_says_so(client, cohort, line):
    assert "Nobody learns here yet" in client.get(address(cohort, "grid/")).content.decode()

    join(cohort, "Ada")

    assert list(cells(client.get(address(cohort, "grid/")))) == ["Ada"]


def test_htmx_gets_the_grid_alone(client, cohort):
    join(cohort, "Ada")

    part = client.get(address(cohort, "grid/"), headers={"HX-Request": "true", "HX-Target": "everyone"})

    assert part.content.decode().strip().startswith('<div id="everyone"')


def test_a_name_is_escaped(client, cohort, line):
    phase = make_topic(phase=make_phase(roadmap=line, title="<i>P</i>"), title="<b>T</b>").phase
    join(cohort, "<script>x</script>")

    for table in ("grid/", f"grid/{phase.pk}/"):
        page = client.get(address(cohort, table)).content.decode()
        assert "<script>x" not in page
        assert "<b>T</b>" not in page
        assert "<i>P</i>" not in page


def test_a_look_at_a_phase_is_noted_once_a_day_for_those_whom_it_shows(client, cohort, mentor, line):
    phases = [make_topics(1, make_phase(roadmap=line))[0].phase for _ in range(2)]
    ada = join(cohort, "Ada").person
    for phase in phases:
        for _ in range(2):
            client.get(address(cohort, f"grid/{phase.pk}/"))
    part = {"HX-Request": "true", "HX-Target": "everyone"}
    client.get(address(cohort, f"grid/{phases[0].pk}/?sort=name"), headers=part)

    told = [(entry.actor, entry.told["topics"]) for entry in AuditEntry.objects.order_by("pk")]
    first, second = (f"Backend: {phase.title}" for phase in phases)
    assert told == [(mentor, first), (mentor, second)]
    client.force_login(ada)
    mine = client.get(address(cohort, "me/")).content.decode()
    assert f"Noor looked at the topics of everybody in “{first}”." in mine


def test_the_number_of_statements_is_the_same_for_few_and_many(client, cohort, line):
    topics = make_topics(4, make_phase(roadmap=line))
    milestone = make_milestone(phase=topics[0].phase)
    phase = topics[0].phase.pk
    tables = ("grid/", "grid.csv", "grid.json", f"grid/{phase}/", f"grid/{phase}.csv", "trend/", "trend.csv")
    counts = {}
    for size in (2, 40):
        while cohort.memberships.count() < size:
            person = join(cohort, f"Person {cohort.memberships.count()}").person
            set_state(learner=person, topic=topics[0], state="learning", at=timezone.now() - 20 * DAY)
            submit(learner=person, milestone=milestone, link="https://x.example/", text="", at=timezone.now())
        for table in tables:
            client.get(address(cohort, table)).getvalue()
            with CaptureQueriesContext(connection) as captured:
                client.get(address(cohort, table)).getvalue()
            counts.setdefault(table, []).append(len(captured))

    assert [table for table, found in counts.items() if len(set(found)) > 1] == []
