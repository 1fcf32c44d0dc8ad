"""A visitor's marks: kept in the session with their instants and zone, under the rules of stored ones."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.db import transaction

from curriculum.models import Phase, Reference, Resource, Roadmap, Topic
from progress.learning.days import local_day
from progress.learning.marks import Change, NotDeclined, TopicRetired
from progress.learning.models import State
from progress.learning.qualifying import NO_MARK, REACHES
from progress.learning.standings import CARRIED, TODO, Marks, look, standings

KEY = "learning"  # in the session
LASTING = timedelta(days=14)  # of the log: what is older does not join an account
LONGEST = 1000  # entries of the log

# What the session keeps, in JSON:
#   marks {topic: {state, at, day}}, primary keys being text
#   reads {resource: at}
#   looks {topic: the day whose changes they know}
#   renewed: the day (UTC) on which the cookie was last sent
#   log   [{id, batch, topic, roadmap, state, at, zone, day, former, creditable, undoes}], the oldest first
Notes = dict[str, Any]


def marks_of(session: SessionBase) -> Marks:
    """Return what `standings` and `tallies` take."""
    noted = read_notes(session)["marks"]
    return Marks(
        topics=[int(topic) for topic in noted],
        states=[mark["state"] for mark in noted.values()],
        days=[date.fromisoformat(mark["day"]) for mark in noted.values()],
    )


def set_state(*, session: SessionBase, zone: str, topic: Topic, state: str, at: datetime) -> Change:
    """Set it again and nothing changes. Raise TopicRetired."""
    if topic.retired_in_id is not None:
        raise TopicRetired(topic.key)
    with _changing(session, at) as notes:
        topics = _not_yet(session, [topic.pk], topic.roadmap_id, State(state))
        mark = _mark(state, at, zone)
        entries = [_note(notes, key, topic.roadmap_id, mark, at, zone) for key in topics]
    return _told(session, topic.roadmap_id, entries)


def set_phase(*, session: SessionBase, zone: str, phase: Phase, state: str, at: datetime) -> Change:
    """Set all its topics at once. It counts for no active day."""
    with _changing(session, at) as notes:
        live = list(Topic.objects.live().filter(phase=phase).order_by("pk").values_list("pk", flat=True))
        mark, batch = _mark(State(state), at, zone), str(uuid4())
        entries = [
            _note(notes, topic, phase.roadmap_id, mark, at, zone, batch=batch, creditable=False)
            for topic in _not_yet(session, live, phase.roadmap_id, state)
        ]
    return _told(session, phase.roadmap_id, entries)


def carry_again(*, session: SessionBase, zone: str, topic: Topic, at: datetime) -> Change:
    """Take back that a carry was declined. Raise TopicRetired and NotDeclined."""
    if topic.retired_in_id is not None:
        raise TopicRetired(topic.key)
    with _changing(session, at) as notes:
        standing = standings(marks_of(session), topic.roadmap_id).get(topic.pk, TODO)
        declined = [topic.pk] if standing.declined else []
        entries = [_note(notes, key, topic.roadmap_id, None, at, zone) for key in declined]
    if not declined and standing.state != CARRIED:
        raise NotDeclined(topic.key)
    return _told(session, topic.roadmap_id, entries)


def undo(*, session: SessionBase, zone: str, change_id: str, at: datetime) -> Change:
    """Restore the marks as they were before a change, where nothing else has changed them since."""
    with _changing(session, at) as notes:
        standing = _standing(notes["log"])
        undone = [
            entry
            for entry in notes["log"]
            if change_id == (entry["batch"] or str(entry["id"])) and entry["id"] in standing
        ]
        batch = str(uuid4()) if len(undone) > 1 else None
        entries = [_take_back(notes, entry, at, zone, batch) for entry in undone]
    return _told(session, entries[0]["roadmap"], entries) if entries else Change()


def set_read(*, session: SessionBase, resource: Resource, read: bool, at: datetime) -> None:
    with _changing(session, at) as notes:
        if read:
            notes["reads"].setdefault(str(resource.pk), at.isoformat())
        else:
            notes["reads"].pop(str(resource.pk), None)


def look_again(*, session: SessionBase, topic: Topic, at: datetime) -> None:
    """Remember that they know what an editor says is different in `topic`."""
    if topic.review_since is not None:
        with _changing(session, at) as notes:
            notes["looks"][str(topic.pk)] = topic.review_since.isoformat()


def looks(session: SessionBase) -> dict[int, date]:
    noted = read_notes(session)["looks"]
    return {int(topic): date.fromisoformat(since) for topic, since in noted.items()}


def reads(session: SessionBase, roadmap: Roadmap) -> set[int]:
    """Return the primary keys of what `roadmap` names and the visitor has read."""
    read = [int(resource) for resource in read_notes(session)["reads"]]
    named = Reference.objects.filter(roadmap=roadmap, resource__in=read)
    return set(named.values_list("resource", flat=True)) if read else set()


def read_notes(session: SessionBase) -> Notes:
    return {"marks": {}, "reads": {}, "looks": {}, "log": [], "renewed": "", **session.get(KEY, {})}


@contextmanager
def _changing(session: SessionBase, at: datetime) -> Iterator[Notes]:
    """Give the notes as they are stored now, and store them; two tabs take turns at their row.

    A session is saved as a whole: without that the slower of two requests would undo the other's.
    Raise SessionInterrupted when it has gone in the meantime, as at signing in.
    """
    session.get(KEY)  # loads it; an unknown key is forgotten then
    modified = session.modified
    with transaction.atomic():
        stored = Session.objects.select_for_update().filter(pk=session.session_key).first()
        if stored is not None:
            session[KEY] = stored.get_decoded().get(KEY, {})
        elif session.session_key:
            raise SessionInterrupted("The session ended while this was on its way.")
        notes = session[KEY] = read_notes(session)
        before = deepcopy(notes)
        yield notes
        if notes == before:
            session.modified = modified
            return
        notes["log"] = [
            entry for entry in notes["log"] if datetime.fromisoformat(entry["at"]) > at - LASTING
        ][-LONGEST:]
        renewed, notes["renewed"] = notes["renewed"], at.date().isoformat()
        if stored is None:
            session.create()
        else:
            session.save()
            # Saved again with the response it could undo another tab's tick; but that renews the cookie.
            session.modified = renewed != notes["renewed"]


def _not_yet(session: SessionBase, topics: Collection[int], roadmap: int, state: str) -> list[int]:
    seen = standings(marks_of(session), roadmap)
    return [topic for topic in topics if (seen[topic].state if topic in seen else State.TODO) != state]


def _mark(state: str, at: datetime, zone: str) -> dict[str, str]:
    return {"state": state, "at": at.isoformat(), "day": local_day(at, zone).isoformat()}


def _note(
    notes: Notes,
    topic: int,
    roadmap: int,
    mark: dict[str, str] | None,
    at: datetime,
    zone: str,
    *,
    batch: str | None = None,
    creditable: bool = True,
    undoes: int | None = None,
) -> dict[str, Any]:
    """Make `mark` the topic's, or take the one it has away, and log it."""
    key = str(topic)
    former = notes["marks"].pop(key, None)
    if mark is not None:
        notes["marks"][key] = mark
    entry = {
        "id": notes["log"][-1]["id"] + 1 if notes["log"] else 1,
        "batch": batch,
        "topic": topic,
        "roadmap": roadmap,
        "state": mark["state"] if mark else NO_MARK,
        "at": at.isoformat(),
        "zone": zone,
        "day": local_day(at, zone).isoformat(),
        "former": former,
        "creditable": creditable,
        "undoes": undoes,
    }
    notes["log"].append(entry)
    return entry


def _standing(log: list[dict[str, Any]]) -> set[int]:
    """Return what can be taken back: on each topic the newest, and the newest that was not undone."""
    newest: dict[int, int] = {}
    lasting: dict[int, int] = {}
    undone: set[int] = set()
    for entry in reversed(log):
        newest.setdefault(entry["topic"], entry["id"])
        if entry["id"] in undone:
            continue
        if entry["undoes"] is not None:
            undone.add(entry["undoes"])
        else:
            lasting.setdefault(entry["topic"], entry["id"])
    return {*newest.values(), *lasting.values()}


def _take_back(
    notes: Notes, entry: dict[str, Any], at: datetime, zone: str, batch: str | None
) -> dict[str, Any]:
    """Restore the mark before `entry`; credit taken today, by it or since, comes back with it."""
    former = entry["former"]
    lowered = former is not None and REACHES[entry["state"]] < REACHES[former["state"]]
    since = [later for later in notes["log"] if later["topic"] == entry["topic"]][-1] is not entry
    today = entry["day"] == local_day(at, zone).isoformat()
    return _note(
        notes,
        entry["topic"],
        entry["roadmap"],
        former,
        at,
        zone,
        batch=batch,
        creditable=(lowered or since) and today,
        undoes=entry["id"],
    )


def _told(session: SessionBase, roadmap: int, entries: list[dict[str, Any]]) -> Change:
    found = look(marks_of(session), [roadmap])
    return Change(
        id=entries[0]["batch"] or str(entries[0]["id"]) if entries else "",
        standings={entry["topic"]: found.standings.get(entry["topic"], TODO) for entry in entries},
        tallies={roadmap: found.tallies[roadmap]},
        seen=found.standings,
    )
