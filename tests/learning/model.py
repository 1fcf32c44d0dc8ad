"""A learner's progress in plain dictionaries, written apart from the code it is compared with."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LEVEL = {"learning": 1, "done": 2}  # what a credit needs the topic to keep


@dataclass
class Place:
    """A topic: its phase, its concept, its group with how many are to choose, and whether it is optional."""

    phase: str
    roadmap: str
    concept: str = ""
    group: str = ""
    choose: int = 1
    optional: bool = False


@dataclass
class Model:
    places: dict[str, Place]
    marks: dict[str, tuple[str, datetime, date]] = field(default_factory=dict)
    credits: set[tuple[str, str, date]] = field(default_factory=set)  # (topic, state, day)
    completions: dict[tuple[str, str], date] = field(default_factory=dict)
    history: dict[str, list[tuple[int, bool]]] = field(default_factory=dict)  # (change, whether an undo)
    changes: list[dict[str, dict]] = field(default_factory=list)

    # What a learner does. Each returns the number of the change, or None if there was none.

    def assign(self, topics: list[str], state: str, at: datetime, zone: str, *, bulk: bool) -> int | None:
        wanted = [topic for topic in topics if self.state(topic) != state]
        mark = (state, at, self.day(at, zone))
        return self._change(dict.fromkeys(wanted, mark), at, zone, earns=not bulk)

    def carry_again(self, topic: str, at: datetime, zone: str) -> int | None:
        return self._change({topic: None} if self.is_declined(topic) else {}, at, zone, earns=False)

    def undo(self, number: int, at: datetime, zone: str) -> int | None:
        change, day = self.changes[number], self.day(at, zone)
        back = {topic: one for topic, one in change.items() if self._stands(topic, number)}
        taken = {
            topic: {c for c in self._earned_since(topic, number) & self.credits if c[2] == day}
            for topic in back
        }
        self.credits -= set().union(*taken.values())
        missing = {topic: one["lost"] or one["kept"] - self.credits for topic, one in back.items()}
        former = {topic: one["former"] for topic, one in back.items()}
        new = self._change(former, at, zone, earns=False, undoes=True)
        for topic, one in back.items():
            self.changes[new][topic]["lost"] |= taken[topic]
            state = self.marks[topic][0] if topic in self.marks else ""
            if one["day"] == day and missing[topic] and state in LEVEL and self._may_count(topic, state, day):
                self.credits.add((topic, state, day))
                self.changes[new][topic]["earned"].add((topic, state, day))
        return new

    def _stands(self, topic: str, number: int) -> bool:
        """Whether it is the newest on the topic, or all since was undone, the newest first."""
        since = [later for later in self.history[topic] if later[0] > number]
        if not since:
            return True
        open_changes: list[int] = []
        for later, is_undo in since:
            if not is_undo:
                open_changes.append(later)
            elif open_changes:
                open_changes.pop()
            else:
                return False
        return not open_changes and self.marks.get(topic) == self.changes[since[0][0]][topic]["former"]

    def _earned_since(self, topic: str, number: int) -> set:
        earned = [change[topic]["earned"] for change in self.changes[number:] if topic in change]
        return set().union(*earned)

    def _change(
        self, marks: dict, at: datetime, zone: str, *, earns: bool, undoes: bool = False
    ) -> int | None:
        if not marks:
            return None
        day, number, change = self.day(at, zone), len(self.changes), {}
        for topic, mark in marks.items():
            one = {"former": self.marks.get(topic), "day": day, "earned": set(), "lost": set()}
            if mark is None:
                self.marks.pop(topic, None)
            else:
                self.marks[topic] = mark
            state = mark[0] if mark else ""
            one["lost"] = {
                (name, credited, credited_on)
                for name, credited, credited_on in self.credits
                if name == topic and credited_on == day and LEVEL[credited] > LEVEL.get(state, 0)
            }
            self.credits -= one["lost"]
            one["kept"] = {credit for credit in self.credits if credit[0] == topic}
            if earns and state in LEVEL and self._may_count(topic, state, day):
                self.credits.add((topic, state, day))
                one["earned"].add((topic, state, day))
            change[topic] = one
            self.history.setdefault(topic, []).append((number, undoes))
        self.changes.append(change)
        self._complete(day)
        return number

    def _may_count(self, topic: str, state: str, day: date) -> bool:
        if state == "learning":
            return (topic, state, day) not in self.credits
        return not any(name == topic and credited == "done" for name, credited, _ in self.credits)

    # What comes of it

    @staticmethod
    def day(at: datetime, zone: str) -> date:
        return (at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) - timedelta(hours=4)).date()

    def state(self, topic: str) -> str:
        if topic in self.marks:
            return self.marks[topic][0]
        return "carried" if self._done_elsewhere(topic) else "todo"

    def is_declined(self, topic: str) -> bool:
        return topic in self.marks and self.marks[topic][0] == "todo" and self._done_elsewhere(topic)

    def _done_elsewhere(self, topic: str) -> bool:
        concept = self.places[topic].concept
        return bool(concept) and any(
            self.places[other].concept == concept and mark[0] == "done" for other, mark in self.marks.items()
        )

    def active_days(self) -> set[date]:
        return {day for _, _, day in self.credits}

    def counts(self, topics: list[str]) -> tuple[int, int, int]:
        """Return (done, carried, required) units of topics and groups, what is skipped left out."""
        done = carried = required = 0
        for group in {self.places[topic].group or topic for topic in topics}:
            members = [topic for topic in topics if group in (topic, self.places[topic].group)]
            states = [self.state(member) for member in members]
            units = min(self.places[members[0]].choose, len(members) - states.count("skipped"))
            of_group = min(units, states.count("done"))
            done += of_group
            carried += min(units - of_group, states.count("carried"))
            required += units
        return done, carried, required

    def scopes(self) -> dict[tuple[str, str], list[str]]:
        """Return the topics that count for each phase, and with "" for each roadmap."""
        found: dict[tuple[str, str], list[str]] = {}
        for topic, place in self.places.items():
            if not place.optional:
                found.setdefault((place.roadmap, ""), []).append(topic)
                found.setdefault((place.roadmap, place.phase), []).append(topic)
        for topic, place in self.places.items():
            key = (place.roadmap, place.phase)
            if place.optional and all(self.places[other].optional for other in self._beside(place)):
                found.setdefault(key, []).append(topic)
        return found

    def _beside(self, place: Place) -> list[str]:
        return [
            topic
            for topic, other in self.places.items()
            if (other.roadmap, other.phase) == (place.roadmap, place.phase)
        ]

    def _complete(self, today: date) -> None:
        for scope, topics in self.scopes().items():
            done, carried, required = self.counts(topics)
            if done and done + carried >= required:
                self.completions.setdefault(scope, today)
            elif self.completions.get(scope) == today:
                del self.completions[scope]
