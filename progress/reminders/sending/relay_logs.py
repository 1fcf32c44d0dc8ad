"""What a relay's log says that it has taken.

Understood are Postfix, Exim, providers' events as a JSON object a line, and plain lists of Message-IDs. A
line that names a mail of ours and is none of these makes it doubtful.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_NAME = r"<?(reminder-\d+@[a-z0-9.-]+)>?"
_NAMED = re.compile(_NAME, re.IGNORECASE)
_ALONE = re.compile(rf"\s*(?:message-id:)?\s*{_NAME}\s*", re.IGNORECASE)

# Exim writes it when it takes the mail upon itself
_ACCEPTED = re.compile(rf" <= .* id={_NAME}(?:\s|$)", re.IGNORECASE)

# Postfix names it while it reads; what comes into the queue was taken
_READ = re.compile(rf"(\w+): message-id={_NAME}", re.IGNORECASE)
_QUEUED = re.compile(r"(\w+): (?:from=<[^>]*>, size=|to=<.*\bstatus=)")

# What a provider did not take; what bounced, or was dropped later, it has taken
_EVENT_KEYS = ("event", "eventType", "event_type", "type", "RecordType", "notificationType")
_NOT_TAKEN = {"reject", "rejected", "rendering failure", "error"}


@dataclass
class RelayLog:
    """It is read by going through `taken()`; `doubtful` is whole then."""

    lines: Iterable[str]
    doubtful: set[str] = field(default_factory=set)
    read: int = 0  # lines
    _reading: dict[str, str] = field(default_factory=dict)  # Postfix's number in the queue -> name

    def taken(self) -> Iterator[str]:
        """Return the Message-IDs of mails that were taken, as they come; some come several times."""
        for line in self.lines:
            self.read += 1
            queued = _QUEUED.search(line) if self._reading else None
            if queued and queued[1] in self._reading:
                yield self._reading.pop(queued[1])
            for name in _NAMED.findall(line):
                if self._is_taken(name, line):
                    yield name

    def _is_taken(self, name: str, line: str) -> bool:
        if _ALONE.fullmatch(line) or _ACCEPTED.search(line):
            return True
        if line.lstrip().startswith("{"):
            return self._is_event_of_taken(name, line)
        if read := _READ.search(line):
            self._reading[read[1]] = name
        else:
            self.doubtful.add(name)
        return False

    def _is_event_of_taken(self, name: str, line: str) -> bool:
        try:
            event = json.loads(line)
        except ValueError:
            self.doubtful.add(name)
            return False
        kinds = {str(event.get(key, "")).lower() for key in _EVENT_KEYS}
        return kinds.isdisjoint(_NOT_TAKEN)
