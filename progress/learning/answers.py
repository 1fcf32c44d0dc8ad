"""What other rooms say to evidence that was handed in: they register it when they start."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from progress.learning.models import Submission


@dataclass(frozen=True, slots=True)
class Answers:
    """`stands_answered` says that somebody has answered it, so that the same may be handed in once more.

    `below` returns what the learner reads below submissions of one milestone, by primary key. It may ask a
    constant number of queries.
    """

    name: str
    stands_answered: Callable[[Submission], bool]
    below: Callable[[HttpRequest, Sequence[Submission]], Mapping[int, SafeString]]


_answers: dict[str, Answers] = {}


def register(answers: Answers) -> None:
    """Saying it again changes nothing."""
    _answers[answers.name] = answers


def is_answered(submission: Submission) -> bool:
    return any(answers.stands_answered(submission) for answers in _answers.values())


def below(request: HttpRequest, submissions: Sequence[Submission]) -> dict[int, SafeString]:
    told: dict[int, SafeString] = {}
    for answers in _answers.values():
        for key, words in answers.below(request, submissions).items():
            told[key] = told.get(key, SafeString("")) + words
    return told
