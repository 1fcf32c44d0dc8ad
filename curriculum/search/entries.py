"""What the index has for each part of a catalogue. Pure."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from curriculum.catalog import Concept, Phase, Resource, Roadmap, Topic
from curriculum.loading.difference import Wanted
from curriculum.loading.items import Item, Part
from curriculum.search.configurations import configuration
from curriculum.search.words import text_of
from curriculum.shown import ids_shown

KINDS = ("topic", "phase", "roadmap", "concept", "resource")
EDITION = 1  # of what is made of an entry: with another number all are written anew


@dataclass(frozen=True, slots=True)
class Entry:
    """`digest` changes whenever anything else would."""

    id: str
    item: Item
    configuration: str
    published: bool

    @property
    def digest(self) -> str:
        facts = (EDITION, self.item.digest, self.item.phase, self.configuration, self.published)
        return hashlib.sha256(repr(facts).encode()).hexdigest()


def entries_of(wanted: Wanted, known: Collection[str]) -> Iterator[Entry]:
    """Yield an entry for each part that a page shows; `known` are the configurations that there are."""
    shown = ids_shown(wanted.catalog, drafts=True)
    published = ids_shown(wanted.catalog, drafts=False)
    languages = {roadmap.id: roadmap.language for roadmap in wanted.catalog.roadmaps}
    for id, item in wanted.items.items():
        if item.kind in KINDS and id in shown:
            language = languages.get(_roadmap_of(item), "en")
            yield Entry(id, item, configuration(language, known), id in published)


def _roadmap_of(item: Item) -> str:
    return item.key if item.kind == "roadmap" else item.roadmap


def body_of(part: Part) -> str:
    """Return what is searched beyond the title, the words that are shown first."""
    match part:
        case Topic() | Concept():
            return text_of(part.summary)
        case Resource():
            return part.note
        case Phase():
            told = (text_of(html) for html in (part.summary, part.goal, part.prose))
            return _joined(part.headline, *told, ", ".join(part.tools))
        case Roadmap():
            outcomes = (text_of(outcome) for outcome in part.outcomes)
            return _joined(part.tagline, text_of(part.summary), *outcomes)
    return ""


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def address_of(part: Part) -> str:
    """Return its part of an address, or the whole one of a page elsewhere."""
    match part:
        case Topic() | Phase() | Roadmap():
            return part.slug
        case Resource():
            return part.url
    return ""
