import pytest

from progress.learning.models import Note
from progress.learning.notes.keeping import LONGEST, NoteChanged, NoteTooLong, joined, note_of, save
from progress.learning.notes.removing import bring_back, forget
from tests.factories import make_learner, make_topic
from tests.learning.instants import MINUTE, MONDAY_NOON, TUESDAY_NOON


@pytest.fixture
def topic(db):
    return make_topic()


@pytest.fixture
def write(learner, topic):
    def write(text, version=0, at=MONDAY_NOON):
        return save(learner=learner, topic=topic, text=text, version=version, at=at)

    return write


def test_a_note_is_kept_as_typed(learner, topic, write):
    write("Factor VI:\r\nno files on disk.  ")

    note = note_of(learner, topic)
    assert (note.text, note.version, note.at) == ("Factor VI:\nno files on disk.  ", 1, MONDAY_NOON)


def test_saving_the_same_again_changes_nothing(learner, topic, write):
    write("One", at=MONDAY_NOON)

    saved = write("One", at=TUESDAY_NOON)  # the answer to the first was lost, and its version with it

    assert (saved.note.version, saved.note.at) == (1, MONDAY_NOON)


def test_what_another_tab_has_saved_is_not_overwritten(learner, topic, write):
    write("One")
    write("Two", version=1)

    with pytest.raises(NoteChanged) as caught:
        write("Three", version=1)

    assert (caught.value.note.text, caught.value.note.version) == ("Two", 2)
    assert note_of(learner, topic).text == "Two"


def test_over_an_emptied_note_anything_is_saved(learner, topic, write):
    write("One")
    write("", version=1)

    saved = write("Two", version=1)

    assert (saved.note.text, saved.note.version) == ("Two", 3)


def test_a_version_is_never_used_again(learner, topic, write):
    """Else a tab that was open all the time would overwrite what it has never shown."""
    write("One")
    write("", version=1)
    write("Another", version=2)

    with pytest.raises(NoteChanged):
        write("One more", version=1)


def test_a_note_too_long_is_refused_whole(learner, topic, write):
    write("x" * LONGEST)

    with pytest.raises(NoteTooLong):
        write("x" * (LONGEST + 1), version=1)

    assert len(note_of(learner, topic).text) == LONGEST


@pytest.mark.parametrize("text", ["", "  \n\t ", "\x00"])
def test_nothing_typed_makes_no_note(learner, topic, write, text):
    write(text)

    assert not Note.objects.exists()


def test_a_null_character_is_left_out(learner, topic, write):
    assert write("a\x00b").note.text == "ab"


def test_notes_of_others_are_theirs(learner, topic, write):
    write("Mine")

    assert note_of(make_learner(), topic).text == ""


def test_an_emptied_note_comes_back_as_it_was(learner, topic, write):
    write("One")
    removed = write("", version=1).removed

    assert bring_back(learner=learner, removed_id=str(removed.pk), at=MONDAY_NOON + MINUTE)

    assert (note_of(learner, topic).text, note_of(learner, topic).version) == ("One", 3)


def test_it_does_not_come_back_over_another(learner, topic, write):
    write("One")
    removed = write("", version=1).removed
    write("Two", version=2)

    assert not bring_back(learner=learner, removed_id=str(removed.pk), at=MONDAY_NOON + MINUTE)

    assert note_of(learner, topic).text == "Two"


def test_what_others_removed_stays_theirs(learner, topic, write):
    write("One")
    removed = write("", version=1).removed

    assert not bring_back(learner=make_learner(), removed_id=str(removed.pk), at=MONDAY_NOON)


@pytest.mark.parametrize("removed_id", ["", "nothing", "9" * 40, "-1", "²"])
def test_what_was_never_removed_does_not_come_back(learner, removed_id):
    assert not bring_back(learner=learner, removed_id=removed_id, at=MONDAY_NOON)


def test_what_was_removed_long_ago_is_gone_for_good(learner, topic, write):
    write("One")
    removed = write("", version=1).removed

    forget(TUESDAY_NOON)

    assert not learner.removed.exists()
    assert not bring_back(learner=learner, removed_id=str(removed.pk), at=MONDAY_NOON + MINUTE)


def test_two_texts_are_joined_whole():
    assert joined("Saved\n", "\nTyped") == "Saved\n\n---\n\nTyped"
