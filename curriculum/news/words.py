"""What became of a thing, in words for readers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from curriculum.loading.plan import LOOK
from curriculum.news.bulletins import Bulletin, Piece, Section

HEADINGS: Mapping[str, str | Promise] = {
    "new": _("New"),
    "back": _("Back again"),
    "moved": _("Moved"),
    "renamed": _("Renamed"),
    "joined": _("Joined"),
    "split": _("Split"),
    "changed": _("Changed"),
    "look": _("Worth another look"),
    "reworded": _("Reworded"),
    "gone": _("Gone"),
}
_KINDS: Mapping[str, str | Promise] = {  # a topic is what is expected
    "phase": _("phase"),
    "group": _("choice"),
    "milestone": _("milestone"),
    "habit": _("habit"),
}
_REMARKS: Mapping[str, str | Promise] = {
    "optional now": _("optional now"),
    "required now": _("required now"),
    "text": _("reworded"),
    "topics in another order": _("topics in another order"),
    "phases in another order": _("phases in another order"),
}
_NONE = "none"  # no group

Names = Mapping[str, str]  # titles by qualified id


def remark(piece: Piece, names: Names) -> str:
    """Say what its heading does not; often nothing."""
    said = [*_origin(piece, names), *_turned(piece, names), *_further(piece, names)]
    return ", ".join(said)


def _origin(piece: Piece, names: Names) -> Iterator[str]:
    if piece.what in ("new", "back", "reworded", "gone") and piece.kind in _KINDS:
        yield str(_KINDS[piece.kind])
    olds = get_text_list([f"“{_name(old, piece, names)}”" for old in piece.old], gettext("and"))
    if piece.what == "joined":
        yield gettext("with %(olds)s") % {"olds": olds}
    elif piece.what == "split":
        yield gettext("off %(olds)s") % {"olds": olds}
    elif piece.what == "renamed" and piece.old and olds != f"“{piece.title}”":
        yield gettext("was %(olds)s") % {"olds": olds}
    elif piece.what == "moved" and piece.old:
        yield gettext("from another line")


def _turned(piece: Piece, names: Names) -> Iterator[str]:
    if "title" in piece.turns:
        yield gettext("was “%(title)s”") % {"title": piece.turns["title"][0]}
    if "phase" in piece.turns:
        before, after = (_name(key, piece, names) for key in piece.turns["phase"])
        yield gettext("from %(before)s to %(after)s") % {"before": before, "after": after}
    if "group" in piece.turns:
        group = piece.turns["group"][1]
        if group == _NONE:
            yield gettext("no longer one of a choice")
        else:
            yield gettext("one of a choice now")


def _further(piece: Piece, names: Names) -> Iterator[str]:
    for one in piece.remarks:
        if piece.what == "gone":
            see = one.removeprefix("see ")
            yield gettext("see %(title)s") % {"title": _name(see, piece, names)} if see != one else one
        elif one.startswith(LOOK):
            why = one.removeprefix(LOOK)
            yield why if piece.what == "look" else gettext("worth another look: %(why)s") % {"why": why}
        elif one in _REMARKS and not (one == "text" and piece.what == "reworded"):
            yield str(_REMARKS[one])


def _name(key: str, piece: Piece, names: Names) -> str:
    """Return the title of an id, written with or without its roadmap; of an unknown one the id in words."""
    id = key if "/" in key else f"{piece.roadmap}/{key}"
    return names.get(id) or id.partition("/")[2].replace("-", " ").capitalize()


def whole(section: Section) -> str:
    """Say what happened to all of a roadmap."""
    counts = ", ".join(_counts(section))
    words = {
        "new": gettext("A new line: %(counts)s.") if counts else gettext("A new line."),
        "back": gettext("The line is open again."),
        "gone": gettext("The line is closed. What was marked on it is kept."),
    }
    return words[section.whole] % {"counts": counts}


def _counts(section: Section) -> Iterator[str]:
    topics, phases = section.counts.get("topic", 0), section.counts.get("phase", 0)
    if topics:
        yield ngettext("%(n)s topic", "%(n)s topics", topics) % {"n": topics}
    if phases:
        yield ngettext("%(n)s phase", "%(n)s phases", phases) % {"n": phases}


def opening(one: Bulletin) -> str:
    """Say what a release is as a whole, if there is anything to say."""
    if one.first:
        total = Section("", [], "new", _added(one.sections))
        lines = len([section for section in one.sections if section.whole])
        words = ngettext(
            "Cairn opened with %(n)s line: %(counts)s.", "Cairn opened with %(n)s lines: %(counts)s.", lines
        )
        return words % {"n": lines, "counts": gettext(" in ").join(_counts(total))}
    return gettext("An earlier edition came back.") if one.restores else ""


def _added(sections: Iterable[Section]) -> Counter[str]:
    return sum((Counter(section.counts) for section in sections), Counter())


def headline(one: Bulletin, titles: Names) -> str:
    """Say in a line what a release was about: the roadmaps that it touched, by their `titles`."""
    if words := opening(one):
        return words
    touched = [titles[section.roadmap] for section in one.sections if section.roadmap in titles]
    return get_text_list(touched, gettext("and")) or gettext("The library")
