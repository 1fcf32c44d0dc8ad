"""Small slips forgiven: what is typed is compared with the words of the titles, and then of the texts."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from curriculum.models import Release, SearchEntry
from curriculum.search.words import words_of

ALIKE = 0.6  # of the letters must be those of all that was typed for a title to be suggested
TEXTS = 10_000  # that are read for their words; on a larger site titles have to do for the rest
MANY = 20  # words that are looked at as what may be meant


@dataclass(frozen=True)
class Lexicon:
    """The titles that somebody may find, as words without accents, and the languages that they are in.

    The words of their `texts` are only counted once they are needed.
    """

    titles: dict[str, str]  # as they are read, by their words
    configurations: tuple[str, ...]
    texts: Callable[[], Iterable[str]] = tuple

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(word for name in self.titles for word in name.split())

    @cached_property
    def ordered(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def in_texts(self) -> Counter[str]:
        return Counter(word for text in self.texts() for word in words_of(text) if _forgiven(word))

    def corrected(self, words: Sequence[str]) -> list[str]:
        """Return `words` with each that no title has replaced by the one that is most like it, if one is."""
        return [word if self._begins(word) else self._closest(word) for word in words]

    def alike(self, name: str, most: int) -> list[str]:
        """Return the titles, as they are read, that are most like all that was typed."""
        how = OSA.normalized_similarity  # letters in common, in any gaps, would make “redis” of “precious”
        found = process.extract(name, self.titles.keys(), scorer=how, score_cutoff=ALIKE, limit=most)
        return [self.titles[one] for one, _, _ in found]

    def _begins(self, word: str) -> bool:
        at = bisect_left(self.ordered, word)
        return at < len(self.ordered) and self.ordered[at].startswith(word)

    def _closest(self, word: str) -> str:
        """Return the title's word most like it, else one that begins most like it, else a text's.

        It may not be typed to its end.
        """
        if not _forgiven(word):
            return word
        longer = {one: one[: len(word)] for one in self.counts if len(one) > len(word)}
        for choices in (_whole(self.counts), longer):
            if (closest := _likeliest(word, choices, self.counts)) != word:
                return closest
        return _likeliest(word, _whole(self.in_texts), self.in_texts)


def _whole(words: Iterable[str]) -> dict[str, str]:
    return {word: word for word in words}


def _likeliest(word: str, choices: Mapping[str, str], counts: Mapping[str, int]) -> str:
    """Of those as near as any, one with the same first letter and then the most frequent."""
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=_forgiven(word), limit=MANY)
    ranked = sorted((far, one[0] != word[0], -counts[one], one) for _, far, one in found)
    return ranked[0][-1] if ranked else word


def _forgiven(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def lexicon(*, drafts: bool) -> Lexicon:
    """Return that of the release that is live, made once for each in this process."""
    release = Release.objects.order_by("-pk").values_list("pk", "digest", "at").first()
    return _lexicon(release, drafts)


@lru_cache(maxsize=2)
def _lexicon(release: object, drafts: bool) -> Lexicon:
    entries = SearchEntry.objects.all() if drafts else SearchEntry.objects.filter(published=True)
    titles = dict(entries.order_by("-pk").values_list("name", "title"))
    used = entries.order_by("configuration").values_list("configuration", flat=True).distinct()
    texts = entries.exclude(body="").order_by("pk").values_list("body", flat=True)[:TEXTS]
    return Lexicon(titles, tuple(used) or ("simple",), texts.iterator)
