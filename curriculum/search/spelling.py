"""Small slips forgiven: what is typed is compared with the words of the titles that there are."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from curriculum.models import Release, SearchEntry

ALIKE = 60  # of 100: what a title must share with all that was typed to be suggested
MANY = 20  # words that are looked at as what may be meant


@dataclass(frozen=True)
class Lexicon:
    """The titles that somebody may find, as words without accents, and the languages that they are in."""

    titles: dict[str, str]  # as they are read, by their words
    configurations: tuple[str, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(word for name in self.titles for word in name.split())

    @cached_property
    def ordered(self) -> list[str]:
        return sorted(self.counts)

    def corrected(self, words: Sequence[str]) -> list[str]:
        """Return `words` with each that no title has replaced by the one that is most like it, if one is."""
        return [word if self._begins(word) else self._closest(word) for word in words]

    def alike(self, name: str, most: int) -> list[str]:
        """Return the titles, as they are read, that are most like all that was typed."""
        found = process.extract(name, self.titles.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=most)
        return [self.titles[one] for one, _, _ in found]

    def _begins(self, word: str) -> bool:
        at = bisect_left(self.ordered, word)
        return at < len(self.ordered) and self.ordered[at].startswith(word)

    def _closest(self, word: str) -> str:
        """Return the word most like it, else one that begins most like it: it may not be typed to its end."""
        closest = self._likeliest(word, {one: one for one in self.counts})
        if closest != word:
            return closest
        return self._likeliest(word, {one: one[: len(word)] for one in self.counts if len(one) > len(word)})

    def _likeliest(self, word: str, choices: dict[str, str]) -> str:
        """Of those as near as any, one with the same first letter and then the most frequent."""
        slips = _forgiven(word)
        if not slips:
            return word
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=MANY)
        ranked = sorted((far, one[0] != word[0], -self.counts[one], one) for _, far, one in found)
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
    return Lexicon(titles, tuple(used) or ("simple",))
