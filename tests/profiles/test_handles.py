import pytest

from progress.learning.models import Profile
from progress.learning.profiles import handles
from progress.learning.profiles.showing import HandleTaken, hide, show
from tests.factories import make_learner

OFF = {"public": False, "streak": False, "badges": False}


@pytest.mark.parametrize("handle", ["robin", "r", "robin-hill", "r2d2", "0", "a" * 30])
def test_these_may_be_handles(handle):
    assert handles.wrong_with(handle) == ""


@pytest.mark.parametrize(
    "handle",
    [
        "-robin",
        "robin-",
        "robin hill",
        "robin_hill",
        "röbin",
        "rоbin",  # noqa: RUF001 -- its o is Cyrillic
        "robin\n",
        "../robin",
        "<b>",
        "a" * 31,
        "admin",  # kept
        "cairn",
        "ro\u200dbin",  # a joiner that nobody sees
    ],
)
def test_these_may_not(handle):
    assert handles.wrong_with(handle)


@pytest.mark.parametrize("typed", ["@Robin", " robin ", "ROBIN"])
def test_what_is_typed_is_taken_as_it_is_meant(typed):
    assert handles.folded(typed) == "robin"


def test_two_people_cannot_have_one_handle(db):
    show(learner=make_learner(), handle="robin", **OFF)

    with pytest.raises(HandleTaken):
        show(learner=make_learner(), handle="robin", **OFF)


def test_saying_it_again_changes_nothing(db):
    learner = make_learner()

    for _ in range(2):
        show(learner=learner, handle="robin", **OFF)

    assert Profile.objects.get().handle == "robin"


def test_changing_a_handle_frees_the_old_one(db):
    first, second = make_learner(), make_learner()
    show(learner=first, handle="robin", **OFF)

    show(learner=first, handle="wren", **OFF)
    show(learner=second, handle="robin", **OFF)

    assert set(Profile.objects.values_list("learner", "handle")) == {(first.pk, "wren"), (second.pk, "robin")}


def test_hiding_frees_it_too(db):
    learner = make_learner()
    show(learner=learner, handle="robin", **OFF)

    hide(learner=learner)

    assert not Profile.objects.exists()
