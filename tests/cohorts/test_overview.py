"""The overview of a cohort as a mentor sees it, on the page and as files."""

import csv
import json
import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progress.cohorts.access import Place
from progress.cohorts.models import AuditEntry, LastLook, Role, SavedView, Shows
from progress.cohorts.pages.overview import OverviewPage
from progress.cohorts.tables.choosing import SORTS, TESTS, Choice, chosen
from progress.cohorts.tables.exports import csv_of, json_of
from progress.cohorts.tables.overview import overview
from progress.cohorts.tables.overview_file import overview_table
from progress.learning.marks import set_state
from progress.learning.models import PauseChange, Submission
from progress.learning.submissions import submit
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import (
    make_learner,
    make_milestone,
    make_phase,
    make_release,
    make_roadmap,
    make_topic,
    make_topics,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 6, 12, tzinfo=UTC)
DAY = timedelta(days=1)


class Rows(HTMLParser):
    """What the table of everyone says, cell by cell: pieces of text, days, and kinds of signals."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.rows, self.inside, self.hidden = [], False, 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "tbody":
            self.inside = True
        elif tag == "tr" and self.inside:
            self.rows.append([])
        elif tag in ("td", "th") and self.inside:
            self.rows[-1].append({"text": [], "kinds": [], "day": None, "links": []})
        elif self.inside and self.rows and self.rows[-1]:
            cell = self.rows[-1][-1]
            if "data-kind" in given:
                cell["kinds"].append(given["data-kind"])
            if "datetime" in given:
                cell["day"] = given["datetime"]
            if tag == "a":
                cell["links"].append(given["href"])

    def handle_endtag(self, tag):
        if tag == "tbody":
            self.inside = False

    def handle_data(self, data):
        if self.inside and self.rows and self.rows[-1] and data != "\n":
            self.rows[-1][-1]["text"].append(data)


def text_of(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


def said_on_screen(html, lines, *, paced):
    """Return for each row what a file says of it too."""
    found = []
    for name, signals, now, *rest in Rows(html).rows:
        progress, rest = rest[: len(lines)], rest[len(lines) :]
        pace = rest.pop(0) if paced else None
        found.append(
            {
                "membership": int(name["links"][0].split("/")[-2]),
                "name": name["text"][0],
                "signals": " ".join(signals["kinds"]),
                "reasons": "; ".join(signals["text"][1::2]),
                "phase": now["text"][-1] if len(now["text"]) == 3 else None,
                "phase_number": int(now["text"][0]) if len(now["text"]) == 3 else None,
                "progress": [[int(number) for number in cell["text"][0].split(" of ")] for cell in progress],
                "behind": "behind" in pace["text"][0] if pace and pace["text"] else False,
                "last_active": rest[0]["day"],
            }
        )
    return found


def said_in_file(rows, lines):
    return [
        {
            "membership": row["membership"],
            "name": row["name"],
            "signals": row["signals"],
            "reasons": row["reasons"],
            "phase": row["phase"],
            "phase_number": row["phase_number"],
            "progress": [[row[f"{line.slug}_settled"], row[f"{line.slug}_required"]] for line in lines],
            "behind": row["pace_phases"] is not None and row["pace_phases"] <= -1,
            "last_active": row["last_active"],
        }
        for row in rows
    ]


NUMBERS = ("membership", "phase_number", "waiting", "extra_days")
BOOLEANS = ("active_this_week", "paused", "finished")


def as_typed(row):
    """Return a row of a CSV as its JSON has it: neutralised words are as they were, empty ones nothing."""
    told = {}
    for name, text in row.items():
        if text == "":
            told[name] = "" if name in ("signals", "reasons") else None
        elif name in NUMBERS or name.endswith(("_settled", "_required")):
            told[name] = int(text)
        elif name == "pace_phases":
            told[name] = float(text)
        elif name in BOOLEANS:
            told[name] = text == "True"
        else:
            told[name] = text.removeprefix("'") if text.lstrip("' ").startswith(tuple("=+-@\t\r\n")) else text
    return told


names = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@<>&'\",;"),
    min_size=1,
    max_size=12,
).filter(lambda name: name.strip() and not name.startswith("'"))
learner_stories = st.fixed_dictionaries(
    {
        "name": names,
        "shows": st.sampled_from(list(Shows)),
        "extra_days": st.integers(0, 30),
        "states": st.lists(
            st.tuples(
                st.integers(0, 8), st.sampled_from(["learning", "done", "skipped"]), st.integers(0, 34)
            ),
            max_size=9,
        ),
        "waits": st.none() | st.integers(0, 20),
        "paused": st.booleans(),
    }
)
choices = st.builds(
    Choice,
    words=st.sampled_from(["", "a", "<", "é"]),
    show=st.sampled_from(["", *TESTS]),
    sort=st.sampled_from(["", *SORTS, *(f"-{sort}" for sort in SORTS)]),
)


def live(cohort, phases, topics, milestone, story):
    person = make_learner(name=story["name"])
    make_membership(cohort, person=person, shows=story["shows"], extra_days=story["extra_days"])
    for number, state, ago in sorted(story["states"], key=lambda told: -told[2]):
        set_state(learner=person, topic=topics[number], state=state, at=NOW - ago * DAY)
    if story["waits"] is not None:
        submit(
            learner=person,
            milestone=milestone,
            link="https://x.example/",
            text="",
            at=NOW - story["waits"] * DAY,
        )
    if story["paused"]:
        PauseChange.objects.create(learner=person, paused=True, effective=date(2026, 4, 1), at=NOW)


def compare(place, found, choice):
    page, lines = OverviewPage(place, found, choice), found.outline.lines
    table = overview_table(found.outline, lambda: chosen(found.rows, choice))
    told = json.loads(text_of(json_of(table)))
    written = list(csv.DictReader(StringIO(text_of(csv_of(table)), newline="")))
    assert [as_typed(row) for row in written] == told
    paced = found.tally.on_pace is not None
    assert said_on_screen(page.table, lines, paced=paced) == said_in_file(told, lines)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(learner_stories, max_size=5), choices, st.sampled_from([None, 1, 2]))
def test_the_screen_the_csv_and_the_json_say_the_same(stories, asked, weeks):
    with transaction.atomic():
        first, second = make_roadmap(title="<One>"), make_roadmap(title="Two")
        phases = [
            make_phase(roadmap=first),
            make_phase(roadmap=first, title="P & <Q>"),
            make_phase(roadmap=second),
        ]
        topics = [topic for phase in phases for topic in make_topics(3, phase)]
        milestone = make_milestone(phase=phases[0])
        cohort = make_cohort(first, second, weeks_a_phase=weeks)
        place = Place(cohort, make_membership(cohort, role=Role.MENTOR))
        for story in stories:
            live(cohort, phases, topics, milestone, story)

        found = overview(cohort, at=NOW)
        for choice in (Choice(), asked):  # most that is asked for leaves few rows
            compare(place, found, choice)
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


def address(cohort, rest=""):
    return f"/cohorts/{cohort.pk}/{rest}"


def join(cohort, name, **overrides):
    person = make_learner(name=name)
    return make_membership(cohort, person=person, joined_at=timezone.now() - 21 * DAY, **overrides)


def shown(response):
    return [row[0]["text"][0] for row in Rows(response.content.decode()).rows]


def test_whoever_is_stuck_comes_first_with_the_reason(client, cohort, line):
    topics = make_topics(2, make_phase(roadmap=line))
    now = timezone.now()
    busy, stuck = join(cohort, "Ada"), join(cohort, "Zoë")
    set_state(learner=busy.person, topic=topics[0], state="done", at=now - DAY)
    set_state(learner=stuck.person, topic=topics[0], state="learning", at=now - 16 * DAY)
    set_state(learner=stuck.person, topic=topics[1], state="done", at=now - DAY)

    page = client.get(address(cohort))

    assert shown(page) == ["Zoë", "Ada"]
    assert f"On “{topics[0].title}” for 16 days" in page.content.decode()
    assert "2 learners on Backend. One is stuck." in page.content.decode()


def test_a_topic_of_who_shows_counts_is_named_nowhere(client, cohort, line):
    topic = make_topic(phase=make_phase(roadmap=line), title="A secret")
    hidden = join(cohort, "Ada", shows=Shows.COUNTS)
    set_state(learner=hidden.person, topic=topic, state="learning", at=timezone.now() - 16 * DAY)

    for answer in (address(cohort), address(cohort, "overview.csv"), address(cohort, "overview.json")):
        text = client.get(answer).getvalue().decode()
        assert "for 16 days" in text
        assert "A secret" not in text


def test_what_is_handed_in_is_named_also_of_who_shows_counts(client, cohort, line, mentor):
    milestone = make_milestone(phase=make_phase(roadmap=line), title="A feed")
    LastLook.objects.create(mentor=mentor, cohort=cohort, at=timezone.now() - 2 * DAY)
    for name, shows in (("Ada", Shows.TOPICS), ("Ben", Shows.COUNTS)):
        person = join(cohort, name, shows=shows).person
        submit(
            learner=person, milestone=milestone, link="https://x.example/", text="", at=timezone.now() - DAY
        )

    page = client.get(address(cohort)).content.decode()

    assert page.count("handed in “A feed”") == 2


def test_what_has_changed_is_told_from_the_second_look_on(client, cohort, line, mentor):
    topic = make_topic(phase=make_phase(roadmap=line))
    ada = join(cohort, "Ada")
    first = client.get(address(cohort)).content.decode()
    LastLook.objects.update(at=timezone.now() - 2 * DAY)
    set_state(learner=ada.person, topic=topic, state="done", at=timezone.now() - DAY)
    make_membership(cohort, person=make_learner(name="Ben"), joined_at=timezone.now())

    second = client.get(address(cohort)).content.decode()
    again = client.get(address(cohort)).content.decode()

    assert "This is your first look here" in first
    for page in (second, again):  # coming back within the half hour is the same look
        assert "One topic was done." in page
        assert "finished Backend" in page
        assert "Ben</a> joined" in page


def test_of_several_roadmaps_each_count_has_its_letter(client, mentor):
    lines = [make_roadmap(title=title) for title in ("Backend", "Frontend")]
    one, two = make_cohort(lines[0]), make_cohort(*lines)
    for cohort in (one, two):
        make_membership(cohort, person=mentor, role=Role.MENTOR)
        join(cohort, "Ada")

    assert "data-letter" not in client.get(address(one)).text
    assert re.findall('data-letter="(.)"', client.get(address(two)).text) == ["B", "F"]


def test_all_that_has_changed_can_be_read(client, cohort, mentor):
    LastLook.objects.create(mentor=mentor, cohort=cohort, at=timezone.now() - DAY)
    for number in range(11):
        make_membership(cohort, person=make_learner(name=f"Ada {number}."), joined_at=timezone.now())

    page = client.get(address(cohort)).text

    first, _, further = page.partition("<summary>3 things more</summary>")
    assert [f"Ada {number}.</a> joined" in first for number in range(11)] == [False] * 3 + [True] * 8
    assert [f"Ada {number}.</a> joined" in further for number in range(11)] == [True] * 3 + [False] * 8
    assert "older" not in page


def test_of_very_many_changes_the_oldest_are_counted(client, cohort, mentor, monkeypatch):
    monkeypatch.setattr("progress.cohorts.tables.changes.SHOWN", 10)
    LastLook.objects.create(mentor=mentor, cohort=cohort, at=timezone.now() - DAY)
    for number in range(12):
        make_membership(cohort, person=make_learner(name=f"Ada {number}."), joined_at=timezone.now())

    page = client.get(address(cohort)).text

    assert "<summary>4 things more</summary>" in page
    assert "And 2 older ones, on the pages of those learners." in page


def test_only_the_first_look_is_the_first(client, cohort, mentor):
    join(cohort, "Ada")

    pages = [client.get(address(cohort)).content.decode() for _ in range(3)]

    assert ["This is your first look here" in page for page in pages] == [True, False, False]
    assert "Nothing new" in pages[1]


def test_what_has_come_up_since_the_last_look_is_new(client, cohort, line, mentor):
    topics = make_topics(2, make_phase(roadmap=line))
    LastLook.objects.create(mentor=mentor, cohort=cohort, at=timezone.now() - 3 * DAY)
    for name, topic, days in (("Ada", topics[0], 16), ("Ben", topics[1], 20)):
        person = join(cohort, name).person
        set_state(learner=person, topic=topic, state="learning", at=timezone.now() - days * DAY)
        set_state(learner=person, topic=make_topic(phase=topic.phase), state="done", at=timezone.now())

    page = client.get(address(cohort)).content.decode()

    assert f"On “{topics[0].title}” for 16 days <span" in page
    assert f"On “{topics[1].title}” for 20 days</span>" in page


def test_a_cohort_whose_roadmap_was_retired_still_has_its_people(client, cohort, line):
    join(cohort, "Ada")
    line.retired_in = make_release()
    line.save()

    page = client.get(address(cohort))

    assert shown(page) == ["Ada"]
    assert "One learner. Nobody is stuck." in page.content.decode()


def test_nothing_new_is_said_too(client, cohort, mentor):
    join(cohort, "Ada")
    LastLook.objects.create(mentor=mentor, cohort=cohort, at=timezone.now() - DAY)

    assert "Nothing new" in client.get(address(cohort)).content.decode()


def test_a_look_by_htmx_or_as_a_file_is_no_look(client, cohort, mentor):
    client.get(address(cohort), headers={"HX-Request": "true", "HX-Target": "everyone"})
    client.get(address(cohort, "overview.csv"))

    assert not LastLook.objects.exists()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ada", "Béa", "Cem"]),
        ("?sort=-name", ["Cem", "Béa", "Ada"]),
        ("?q=bea", ["Béa"]),
        ("?q=E", ["Béa", "Cem"]),
        ("?sort=progress", ["Béa", "Ada", "Cem"]),
        ("?sort=-progress", ["Ada", "Cem", "Béa"]),
        ("?sort=active", ["Cem", "Béa", "Ada"]),
        ("?show=active", ["Béa", "Cem"]),
        ("?show=nonsense&sort=nonsense&phase=nonsense", ["Ada", "Béa", "Cem"]),
        ("?show=stuck", []),
        ("?phase=99999999999999999999", ["Ada", "Béa", "Cem"]),
    ],
)
def test_rows_are_sorted_filtered_and_found(client, mentor, line, query, names):
    cohort = make_cohort(line, starts_on=timezone.now().date(), weeks_a_phase=None)
    make_membership(cohort, person=mentor, role=Role.MENTOR)
    topics = make_topics(3, make_phase(roadmap=line))
    people = {name: join(cohort, name).person for name in ("Ada", "Béa", "Cem")}
    now = timezone.now()
    set_state(learner=people["Béa"], topic=topics[0], state="done", at=now - 2 * DAY)
    set_state(learner=people["Cem"], topic=topics[0], state="learning", at=now)

    assert shown(client.get(address(cohort) + query)) == names
    told = json.loads(client.get(address(cohort, "overview.json") + query).getvalue())
    assert [row["name"] for row in told] == names


def test_a_phase_shows_who_is_there(client, cohort, line):
    phases = [make_phase(roadmap=line) for _ in range(2)]
    topics = [make_topic(phase=phase) for phase in phases]
    ada, _ = join(cohort, "Ada"), join(cohort, "Ben")
    set_state(learner=ada.person, topic=topics[0], state="done", at=timezone.now())

    assert shown(client.get(f"{address(cohort)}?phase={phases[1].pk}")) == ["Ada"]


def test_htmx_gets_the_table_alone(client, cohort):
    join(cohort, "Ada")

    part = client.get(address(cohort), headers={"HX-Request": "true", "HX-Target": "everyone"})

    assert part.content.decode().strip().startswith('<div id="everyone"')
    assert shown(part) == ["Ada"]
    assert "HX-Target" in part["Vary"]


def test_an_observer_is_offered_nothing_to_do(client, cohort, mentor):
    join(cohort, "Ada")
    cohort.memberships.filter(person=mentor).update(role=Role.OBSERVER)

    page = client.get(address(cohort)).content.decode()

    assert "messages/new" not in page
    assert "Name of this view" not in page


def test_who_has_left_is_on_no_page(client, cohort):
    gone = join(cohort, "Ada")
    gone.left_at = timezone.now()
    gone.save()

    assert "Ada" not in client.get(address(cohort)).content.decode()
    assert json.loads(client.get(address(cohort, "overview.json")).getvalue()) == []


def test_an_empty_cohort_says_so(client, cohort):
    assert "Nobody learns here yet" in client.get(address(cohort)).content.decode()


def test_who_has_a_milestone_to_review_is_counted_and_leads_to_the_queue(client, cohort, line):
    milestone = make_milestone(phase=make_phase(roadmap=line))
    person = join(cohort, "Ada").person
    submit(
        learner=person, milestone=milestone, link="https://x.example/", text="", at=timezone.now() - 8 * DAY
    )

    page = client.get(address(cohort)).content.decode()

    assert "A milestone waits for a review, for 8 days." in page
    assert f'href="/cohorts/{cohort.pk}/reviews/"' in page
    assert json.loads(client.get(address(cohort, "overview.json")).getvalue())[0]["waiting"] == 1


@pytest.mark.parametrize("change", [{"withdrawn_at": NOW}, {"confirmed_at": NOW}])
def test_what_is_withdrawn_or_confirmed_waits_no_more(client, cohort, line, change):
    milestone = make_milestone(phase=make_phase(roadmap=line))
    person = join(cohort, "Ada").person
    submit(learner=person, milestone=milestone, link="https://x.example/", text="", at=NOW)
    Submission.objects.update(**change)

    assert json.loads(client.get(address(cohort, "overview.json")).getvalue())[0]["waiting"] == 0


def test_a_view_is_saved_changed_and_removed(client, cohort, mentor):
    join(cohort, "Ada")
    post = {"act": "save", "name": "Mine", "show": "stuck", "sort": "name"}

    answer = client.post(address(cohort, "views/"), post)
    client.post(address(cohort, "views/"), post | {"show": "quiet"})

    assert answer["Location"] == f"/cohorts/{cohort.pk}/?show=stuck&sort=name#everyone"
    view = SavedView.objects.get(mentor=mentor, cohort=cohort)
    assert (view.name, view.query) == ("Mine", "show=quiet&sort=name")
    assert "?show=quiet&amp;sort=name#everyone" in client.get(address(cohort)).content.decode()

    client.post(address(cohort, "views/"), {"act": "remove", "name": "Mine"})

    assert not SavedView.objects.exists()


def test_saved_views_come_to_an_end(client, cohort):
    for number in range(21):
        answer = client.post(address(cohort, "views/"), {"act": "save", "name": f"View {number}"})

    assert answer.status_code == 409
    assert SavedView.objects.count() == 20


def test_saved_views_are_ones_own(client, cohort):
    other = make_membership(cohort, role=Role.MENTOR)
    SavedView.objects.create(mentor=other.person, cohort=cohort, name="Theirs", query="show=stuck")
    join(cohort, "Ada")

    assert "Theirs" not in client.get(address(cohort)).content.decode()


def test_a_download_is_logged(client, cohort, mentor):
    client.get(address(cohort, "overview.csv"))

    entry = AuditEntry.objects.get()
    assert (entry.what, entry.actor, entry.told) == ("exported", mentor, {"table": "overview", "as": "csv"})


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Autumn 2026", "autumn-2026-overview"),
        ('../a"b; c', "ab-c-overview"),
        ("!", "cohort-overview"),
        ("x" * 120, f"{'x' * 60}-overview"),
    ],
)
def test_a_file_is_called_after_the_cohort_the_table_and_the_day(client, cohort, name, file):
    cohort.name = name
    cohort.save()

    named = client.get(address(cohort, "overview.csv"))["Content-Disposition"]

    assert named == f'attachment; filename="{file}-{timezone.localdate()}.csv"'


def test_the_number_of_statements_is_the_same_for_few_and_many(client, cohort, line):
    topics = make_topics(4, make_phase(roadmap=line))
    counts = {}
    for size in (2, 40):
        while cohort.memberships.count() < size:
            person = join(cohort, f"Person {cohort.memberships.count()}").person
            set_state(learner=person, topic=topics[0], state="learning", at=timezone.now() - 20 * DAY)
        for place in ("", "overview.csv", "overview.json"):
            client.get(address(cohort, place)).getvalue()
            with CaptureQueriesContext(connection) as captured:
                client.get(address(cohort, place)).getvalue()
            counts.setdefault(place, []).append(len(captured))

    assert [len(set(found)) for found in counts.values()] == [1, 1, 1]
