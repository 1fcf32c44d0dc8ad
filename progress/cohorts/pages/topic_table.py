"""The grid of learners and the topics of one phase as a table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from progress.cohorts.pages.grid_table import Sheet
from progress.cohorts.pages.grid_words import count_words, learning_words, settled_words, state_words
from progress.cohorts.tables.outline import PhasePlace, TopicPlace
from progress.cohorts.tables.topics import COUNTED, TopicRow


@dataclass(frozen=True)
class TopicTable(Sheet):
    phase: PhasePlace
    topics: Sequence[TopicPlace]

    def of(self, rows: Sequence[TopicRow]) -> SafeString:
        head = [
            self.heading("name", gettext("Name"), "who"),
            f'<th scope="col" class="sum">{escape(gettext("Settled"))}</th>',
            *map(_topic, self.topics),
        ]
        label = gettext("Learners and topics of %(phase)s") % {"phase": self.phase.name}
        return self.joined("".join(head), self._rows(rows), label, "topics")

    def _rows(self, rows: Sequence[TopicRow]) -> Iterator[str]:
        settled = cache(settled_words)
        for row in rows:
            tally = row.phase
            cells = self._counts(row) if row.states is None else self._cells(row, row.states)
            yield (
                f'<tr>{self.name(row.row)}<td class="sum">{settled(tally.settled, tally.required)}</td>'
                f"{cells}</tr>\n"
            )

    def _cells(self, row: TopicRow, states: str) -> str:
        if "l" not in states:
            return self._without_days(states)
        plain, learning, today = self._plain, self._learning, row.row.person.today
        return "".join(
            plain[letter] if day is None else learning((today - day).days, stuck)
            for letter, day, stuck in zip(states, row.since, row.stuck, strict=True)
        )

    @cached_property
    def _without_days(self) -> Callable[[str], str]:
        """Many rows have the same states."""
        plain = self._plain
        return cache(lambda states: "".join(plain[letter] for letter in states))

    @cached_property
    def _learning(self) -> Callable[[int, bool], str]:
        return cache(
            lambda days, stuck: (
                f'<td data-state="l"{" data-stuck" if stuck else ""}>{self._learns}'
                f"{escape(learning_words(days))}{self.stuck_here if stuck else ''}</td>"
            )
        )

    @cached_property
    def _learns(self) -> str:
        return f'<span class="hidden">{escape(gettext("learning"))}, </span>'

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {
            letter: f'<td data-state="{letter if letter != "." else "t"}">{escape(word)}</td>'
            for letter, word in state_words().items()
        }

    def _counts(self, row: TopicRow) -> str:
        told = [
            count_words(letter, number) for letter, number in zip(COUNTED, row.counts, strict=True) if number
        ]
        words = ", ".join(told) or gettext("nothing begun")
        shows = gettext("shows only how many")
        return (
            f'<td class="counts" colspan="{max(1, len(self.topics))}"><span>{escape(words)}'
            f' <span class="soft">({escape(shows)})</span></span></td>'
        )


def _topic(topic: TopicPlace) -> str:
    optional = f' <span class="tag">{escape(gettext("optional"))}</span>' if topic.optional else ""
    return f'<th scope="col">{escape(topic.title)}{optional}</th>'
