"""What mails tell of, read from what is stored."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curriculum.models import Topic
from curriculum.news import paper
from progress.learning.marks import set_state
from progress.learning.pages import prepared_roadmap
from progress.learning.plans.targets import Chosen, set_target
from progress.learning.routine import tick
from progress.learning.streaks.stored import short_of
from progress.learning.today.board import board_of
from progress.learning.today.next_up import next_up, read_needs
from progress.reminders.ledger.claiming import Claimed
from progress.reminders.letters import read_contents, write
from progress.reminders.letters.letter import Shape
from progress.reminders.models import Kind
from tests.catalogs import catalog, phase, roadmap, topic
from tests.factories import make_habit, make_learner, make_phase, make_release, make_roadmap, make_topics
from tests.reminders.people import EVERY_DAY, make_reader, study
from tests.search.conftest import loaded

__all__ = ["loaded"]

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 16, 17, tzinfo=UTC)  # a Monday, 18:00 in Berlin
TODAY = AT.date()
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SUNDAY = TODAY - DAY
numbers = iter(range(1, 1_000_000))


def mail(kind: Kind, person, *, at: datetime = AT, told=None) -> Claimed:
    return Claimed(next(numbers), uuid4(), kind, "", told, 0, at + DAY, person, at)


def read(kind: Kind, person, *, at: datetime = AT):
    one = mail(kind, person, at=at)
    return read_contents([one], at)[one.mail_id]


def begin_lines(person, number: int = 1, size: int = 6) -> list[Topic]:
    """Follow lines, on each of which one topic is done and one in learning."""
    begun = []
    for _ in range(number):
        topics = make_topics(size, make_phase())
        topics[3].needs.add(topics[4])
        for one, state in zip(topics, ("done", "learning"), strict=False):
            set_state(learner=person, topic=one, state=state, at=AT - 3 * DAY)
        begun += topics
    return begun


def make_digested(lines: int):
    """Somebody of whom a digest has everything to tell."""
    person = make_reader(weekdays=EVERY_DAY, digest=True)
    topics = begin_lines(person, lines)
    for one in topics[::6]:
        set_target(learner=person, roadmap=one.roadmap, chosen=Chosen(by=TODAY + 90 * DAY), at=AT - 30 * DAY)
        tick(learner=person, habit=make_habit(roadmap=one.roadmap), at=AT - 2 * DAY)
    return person


def changes_of(key: str) -> list[dict]:
    return [{"action": "add", "kind": "topic", "id": key, "title": "New", "old": [], "details": []}]


@pytest.mark.parametrize("kind", [Kind.REMINDER, Kind.AT_RISK, Kind.NUDGE, Kind.DIGEST, Kind.SAMPLE])
def test_fifty_ask_no_more_than_one(kind):
    people = [make_digested(lines=1)]
    make_release(at=AT - DAY, changes=changes_of(f"{Topic.objects.first().roadmap.key}/new"))

    def queries(people) -> list[int]:
        counts = []
        prepared_roadmap._prepared.clear()
        paper._kept.clear()
        for _ in ("what is new to this process", "and what is not"):
            with CaptureQueriesContext(connection) as captured:
                assert len(read_contents([mail(kind, person) for person in people], AT)) == len(people)
            counts.append(len(captured))
        return counts

    few = queries(people)
    people += [make_digested(lines=3) for _ in range(9)]

    assert queries(people) == few


def test_writing_asks_nothing(django_assert_num_queries):
    one = mail(Kind.REMINDER, make_digested(lines=1))
    contents = read_contents([one], AT)

    with django_assert_num_queries(0):
        write(one, contents, AT, done_today=False)


def test_events_ask_nothing(django_assert_num_queries):
    person = make_learner(name="Noor")
    one = mail(Kind.MESSAGE, person, told={"mentor": "Ada", "words": "Well done.", "url": "/"})

    with django_assert_num_queries(0):
        contents = read_contents([one], AT)

    assert contents[one.mail_id].name == "Noor"


def test_what_is_next_is_what_the_day_s_page_shows():
    person = make_reader()
    begin_lines(person, 3)
    board = board_of(person, AT)
    read_needs([page.parts for page in board.pages])

    stops = read(Kind.REMINDER, person).stops

    assert [one.title for one in stops] == [one.topic.title for one in next_up(board.pages).topics]
    assert all("learning since 13 March" in one.why for one in stops)


def test_links_lead_to_topics_of_the_configured_site(settings):
    settings.SITE_URL = "https://learn.example.org"
    person = make_reader()
    topics = begin_lines(person)

    stop = read(Kind.REMINDER, person).stops[0]

    path = f"/roadmaps/{topics[1].roadmap.slug}/topics/{topics[1].slug}/"
    assert stop.address == f"https://learn.example.org{path}"


def test_who_follows_nothing_is_told_so():
    contents = read(Kind.REMINDER, make_reader())

    assert (contents.following, contents.stops) == (False, ())


def test_the_streak_is_the_stored_one():
    person = make_reader()
    study(person, *(TODAY - number * DAY for number in range(1, 6)))

    contents = read(Kind.AT_RISK, person)

    assert contents.streak == short_of(person, AT)
    assert (contents.streak.length, contents.streak.ends_today) == (5, True)
    assert [one.shape for one in contents.days[-6:]] == [Shape.ACTIVE] * 5 + [Shape.OPEN]


def test_the_day_is_the_learner_s():
    """Half past one at night in Berlin belongs to the day before."""
    night = datetime(2026, 3, 17, 0, 30, tzinfo=UTC)

    contents = read(Kind.REMINDER, make_reader(), at=night)

    assert contents.today == TODAY
    assert contents.days[-1].day == TODAY


def test_a_day_held_in_another_zone_ends_there():
    person = make_reader("Asia/Tokyo")
    study(person, TODAY - DAY, TODAY - 2 * DAY)
    person.held_zone, person.held_until = "America/New_York", AT + DAY

    one = mail(Kind.AT_RISK, person)
    text = write(one, read_contents([one], AT), AT, done_today=False).body

    assert "until 04:00 in New York" in text


def test_hours_and_weekdays_are_those_chosen():
    contents = read(Kind.REMINDER, make_reader(weekdays=[0, 3]))

    assert contents.chosen.weekdays == (0, 3)


@pytest.mark.parametrize(
    ("ago", "quiet", "is_last"),
    [(4, 3, False), (8, 7, False), (14, 13, False), (15, 14, True)],
)
def test_quiet_days(ago, quiet, is_last):
    person = make_reader(nudge=True)
    study(person, TODAY - ago * DAY)

    contents = read(Kind.NUDGE, person)

    assert (contents.quiet, contents.last_nudge) == (quiet, is_last)


def test_silence_follows_once_it_was_quiet_since_nudges_were_chosen():
    person = make_reader(nudge=True, chosen_at=AT - 4 * DAY)
    study(person, TODAY - 40 * DAY)

    contents = read(Kind.NUDGE, person)

    assert (contents.quiet, contents.last_nudge) == (3, False)


def test_quiet_days_are_those_of_the_date_that_the_mail_is_for():
    person = make_reader(nudge=True)
    study(person, TODAY - 4 * DAY)
    midnight = AT + 7 * HOUR

    late = replace(mail(Kind.NUDGE, person, at=midnight), day=TODAY)

    assert read_contents([late], midnight)[late.mail_id].quiet == 3


# what is chosen, and how many days ago somebody was active: what goes out on a Monday
LAST_ONES = [
    (Kind.REMINDER, {"weekdays": EVERY_DAY, "nudge": True}, 15, True),
    (Kind.REMINDER, {"weekdays": EVERY_DAY, "nudge": True}, 14, False),
    (Kind.REMINDER, {"weekdays": EVERY_DAY}, 15, True),
    (Kind.REMINDER, {"weekdays": [0]}, 8, False),
    (Kind.REMINDER, {"weekdays": [0]}, 9, True),  # the next Monday is one of silence
    (Kind.REMINDER, {"weekdays": [0], "nudge": True}, 9, False),
    (Kind.REMINDER, {"weekdays": [0, 4]}, 9, False),
    (Kind.DIGEST, {"digest": True}, 9, True),
    (Kind.DIGEST, {"digest": True, "weekdays": [1]}, 9, False),
    (Kind.DIGEST, {"digest": True}, 1, False),
    (Kind.AT_RISK, {"at_risk": True}, 1, False),
]


@pytest.mark.parametrize(("kind", "chosen", "ago", "is_last"), LAST_ONES)
def test_silence_is_announced_by_whichever_mail_goes_out_last(kind, chosen, ago, is_last):
    person = make_reader(**chosen)
    study(person, TODAY - ago * DAY)
    one = mail(kind, person)

    text = write(one, read_contents([one], AT), AT, done_today=False).body

    assert ("We are silent from here on" in text) == is_last


def test_who_was_never_active_was_never_quiet():
    assert read(Kind.NUDGE, make_reader(nudge=True)).quiet is None


def test_somebody_s_broken_facts_leave_the_others_theirs(caplog):
    """A line without a title has no letter."""
    healthy, broken = make_reader(), make_reader()
    begin_lines(healthy)
    set_state(
        learner=broken,
        topic=make_topics(1, make_phase(roadmap=make_roadmap(title=" ")))[0],
        state="learning",
        at=AT,
    )
    mails = [mail(Kind.REMINDER, broken), mail(Kind.REMINDER, healthy)]

    contents = read_contents(mails, AT)

    assert list(contents) == [mails[1].mail_id]
    assert f"mail {mails[0].mail_id}" in caplog.text
    with pytest.raises(KeyError):
        write(mails[0], contents, AT, done_today=False)


def test_one_person_can_have_several_mails_at_once():
    person = make_digested(lines=1)
    told = {"mentor": "Ada", "words": "Well done.", "url": "/"}
    mails = [mail(Kind.DIGEST, person), mail(Kind.SAMPLE, person), mail(Kind.MESSAGE, person, told=told)]

    contents = read_contents(mails, AT)

    assert [contents[one.mail_id].week is not None for one in mails] == [True, False, False]


def test_a_digest_tells_of_the_week_from_monday_to_sunday():
    person = make_reader(digest=True)
    topics = make_topics(4, make_phase())
    for one, day in zip(topics, (SUNDAY - 7 * DAY, SUNDAY - 6 * DAY, SUNDAY, TODAY), strict=True):
        set_state(
            learner=person, topic=one, state="done", at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        )

    week = read(Kind.DIGEST, person).week

    assert [item.words for item in week.done] == [topics[1].title, topics[2].title]
    assert (week.days[0].day, week.days[-1].day) == (SUNDAY - 6 * DAY, SUNDAY)
    assert week.active == 2


def test_a_digest_counts_what_else_was_done():
    person = make_digested(lines=2)

    week = read(Kind.DIGEST, person).week

    assert (len(week.done), week.begun, week.habits, week.submitted) == (2, 2, 2, 0)


def test_a_digest_tells_how_the_plan_goes():
    person = make_digested(lines=1)

    (plan,) = read(Kind.DIGEST, person).week.plans

    assert plan.words == Topic.objects.first().roadmap.title
    assert plan.remark
    assert plan.address.endswith("/plan/")


def content(*, summary: str = "", more: int = 0):
    extra = [topic(f"t-{number}", title=f"More {number}") for number in range(more)]
    backend = roadmap("backend", phase("data", topic("sql", summary=summary), *extra))
    return catalog(backend, roadmap("other", phase("one", *extra)))


def test_a_digest_tells_what_changed_on_lines_that_are_followed(loaded):
    loaded(content())
    person = make_reader(digest=True)
    set_state(learner=person, topic=Topic.objects.get(key="sql"), state="learning", at=AT)
    release = loaded(content(summary="<p>Anew.</p>", more=2)).release
    at = datetime(2026, 1, 6, 17, tzinfo=UTC)

    own, line = read(Kind.DIGEST, person, at=at).week.changed

    assert (own.words, own.remark) == ("Sql", "Reworded")
    assert (line.words, line.remark) == ("Backend", "2 new")
    assert line.address.endswith(f"/whats-new/{release.pk}/")


def test_a_digest_tells_nothing_of_the_weeks_before(loaded):
    loaded(content())
    person = make_reader(digest=True)
    set_state(learner=person, topic=Topic.objects.get(key="sql"), state="learning", at=AT)
    loaded(content(more=2))

    assert read(Kind.DIGEST, person).week.changed == ()


def test_the_first_release_is_no_news(loaded):
    loaded(content())
    person = make_reader(digest=True)
    set_state(learner=person, topic=Topic.objects.get(key="sql"), state="learning", at=AT)

    assert read(Kind.DIGEST, person, at=datetime(2026, 1, 6, 17, tzinfo=UTC)).week.changed == ()


def test_days_of_a_digest_lie_within_what_is_read():
    """On whatever weekday one asks for it."""
    person = make_reader(digest=True)
    study(person, date(2026, 3, 2), date(2026, 3, 9))
    for ahead in range(7):
        week = read(Kind.DIGEST, person, at=AT + ahead * DAY).week
        assert [one.shape for one in week.days].count(Shape.ACTIVE) == 1
