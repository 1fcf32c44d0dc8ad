"""The least that a view of this site can do; every page and tick is compared with these two.

The full middleware runs, session and user are loaded, one row is read by its primary key, and a body of
1 KB is sent; `write` also upserts one row.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from curriculum.models import Topic
from progress.learning.models import Mark
from roadmap_site.accounts.models import User

SIZE = 1024  # bytes of the body

_FILLING = (
    "Slow is smooth and smooth is quick, or so the people say who have carried a stone up a hill before. "
    "Put each where the next can lie on it; look back from time to time, for the way down is another one; "
    "rest before you have to. Whoever comes after you in fog will find the heap, add a pebble, and know "
    "that somebody stood here, on the same side of the stream, and thought it worth the trouble. Maps age, "
    "weather turns, boots wear out: the line of small towers over the moor does not mind. Count them if it "
    "helps you, and don't if it makes you hurry. Nobody has ever built one from the top, and the largest "
    "of them began with a flat one that would have done as well for skimming over a quiet lake at dusk. "
) * 2


@require_safe
def read(request: HttpRequest, topic: int) -> HttpResponse:
    return _answer(request, Topic.objects.get(pk=topic))


@require_POST
def write(request: HttpRequest, topic: int) -> HttpResponse:
    now = timezone.now()
    mark = Mark(learner=_user(request), topic_id=topic, state=request.POST["state"], at=now, day=now.date())
    found = Topic.objects.get(pk=topic)
    Mark.objects.bulk_create(
        [mark],
        update_conflicts=True,
        unique_fields=["learner", "topic"],
        update_fields=["state", "at", "day"],
    )
    return _answer(request, found)


def _answer(request: HttpRequest, topic: Topic) -> HttpResponse:
    text = f"{_user(request).name} {topic.title} {_FILLING}"
    return HttpResponse(text[:SIZE])


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
