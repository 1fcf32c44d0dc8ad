import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.utils.functional import SimpleLazyObject

from progress.learning.holders import LearnerHolder, VisitorHolder, holder_of
from progress.learning.standings import Standing
from tests.factories import make_learner, make_phase, make_reference, make_resource, make_topics
from tests.learning.instants import MONDAY, MONDAY_NOON, TUESDAY_NOON

pytestmark = pytest.mark.django_db


def request_of(rf, user, **cookies):
    rf.cookies.load(cookies)
    request = rf.get("/")
    request.user, request.session = SimpleLazyObject(lambda: user), SessionStore()
    return request


@pytest.fixture(params=["learner", "visitor"])
def holder(request, rf):
    user = make_learner() if request.param == "learner" else AnonymousUser()
    return holder_of(request_of(rf, user))


def test_learners_and_visitors_are_told_apart(rf):
    assert isinstance(holder_of(request_of(rf, make_learner())), LearnerHolder)
    assert isinstance(holder_of(request_of(rf, AnonymousUser())), VisitorHolder)


def test_both_mark_and_read_alike(holder):
    phase, resource = make_phase(), make_resource()
    first, second, third = make_topics(3, phase)
    make_reference(resource=resource, place=first)

    holder.set_state(topic=first, state="done", at=MONDAY_NOON)
    holder.set_phase(phase=phase, state="done", at=MONDAY_NOON)
    change = holder.set_state(topic=second, state="learning", at=TUESDAY_NOON)
    holder.undo(change_id=change.id, at=TUESDAY_NOON)
    holder.set_state(topic=third, state="skipped", at=MONDAY_NOON)
    holder.set_read(resource=resource, read=True, at=MONDAY_NOON)

    done, skipped = Standing("done", MONDAY), Standing("skipped", MONDAY)
    seen = holder.look([phase.roadmap])
    tally = seen.tallies[phase.roadmap_id]
    assert seen.standings == {first.pk: done, second.pk: done, third.pk: skipped}
    assert (tally.done, tally.skipped, tally.required) == (2, 1, 2)
    assert holder.reads(phase.roadmap) == {resource.pk}


@pytest.mark.parametrize(
    ("cookie", "zone"),
    [("Asia/Tokyo", "Asia/Tokyo"), ("Asia%2FTokyo", "Asia/Tokyo"), ("../etc/passwd", "UTC"), ("", "UTC")],
)
def test_a_visitors_zone_is_what_the_browser_says_if_anybody_knows_it(rf, cookie, zone):
    assert holder_of(request_of(rf, AnonymousUser(), time_zone=cookie)).zone == zone


def test_a_learners_zone_is_not_the_browsers(rf):
    request = request_of(rf, make_learner(), time_zone="Pacific/Kiritimati")

    assert holder_of(request).today(MONDAY_NOON) == MONDAY
