"""A question answered: all words first, then with slips forgiven, then any of the words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from curriculum.search.configurations import stop_words
from curriculum.search.entries import KINDS
from curriculum.search.matching import Hit, find
from curriculum.search.questions import Question
from curriculum.search.spelling import Lexicon, lexicon

SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind, and how many there are in all."""

    kind: str
    total: int
    hits: list[Hit]


@dataclass(frozen=True, slots=True)
class Answer:
    """`words` are those found: others than the question's where a slip was forgiven (`corrected`).

    `loose` says that only some of them fit; without any group `suggestions` has titles like what was asked.
    """

    question: Question
    words: Sequence[str] = ()
    groups: list[Group] = field(default_factory=list)
    corrected: str = ""
    loose: bool = False
    suggestions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks (`drafts` are for staff), and for what: `count` hits of each kind or one, after `first`."""

    drafts: bool
    count: int
    kind: str = ""
    first: int = 0


def answer(question: Question, scope: Scope) -> Answer:
    if not question:
        return Answer(question)
    known = lexicon(drafts=scope.drafts)
    return _answer(question, scope, known) or Answer(
        question, suggestions=known.alike(" ".join(question.words), SUGGESTED)
    )


def _answer(question: Question, scope: Scope, known: Lexicon) -> Answer | None:
    """Return the first of the three ways that finds something; a page past the last hit is none of them."""
    words = question.words
    if groups := _find(words, scope, known):
        return Answer(question, words, groups)
    corrected = tuple(known.corrected(words))
    if corrected != words and (groups := _find(corrected, scope, known)):
        return Answer(question, corrected, groups, corrected=" ".join(corrected))
    telling = _telling(corrected, known)
    if len(words) > 1 and telling and (groups := _find(telling, scope, known, any_of=True)):
        return Answer(question, telling, groups, loose=True)
    return None


def _telling(words: Sequence[str], known: Lexicon) -> list[str]:
    """Leave out the words that every text has."""
    passed_over = set.intersection(*(stop_words(name, words) for name in known.configurations))
    return [word for word in words if word not in passed_over]


def _find(words: Sequence[str], scope: Scope, known: Lexicon, *, any_of: bool = False) -> list[Group]:
    """Return the groups, the kind with the best hit first."""
    hits = find(
        words,
        known.configurations,
        drafts=scope.drafts,
        kind=scope.kind,
        first=scope.first,
        count=scope.count,
        any_of=any_of,
    )
    groups = [(kind, list(found)) for kind, found in groupby(hits, key=lambda hit: hit.kind)]
    groups.sort(key=lambda group: (group[1][0].fit, KINDS.index(group[0])))
    return [Group(kind, found[0].total, found) for kind, found in groups]
