"""Mails about what has happened: what they say came with the event."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from progress.reminders.letters.letter import Block, Item, Items, Letter, Link, Quote, Words
from progress.reminders.letters.links import site
from progress.reminders.letters.tidy import NAME, lines_of, one_line

LISTED = 40

Told = Mapping[str, Any]


def reviewed(told: Told) -> Letter:
    """`verdict` is approved, or changes that the mentor asks for."""
    milestone, approved = one_line(told["milestone"]), told["verdict"] == "approved"
    named = {"milestone": milestone, "mentor": _mentor(told), "roadmap": one_line(told["roadmap"])}
    if approved:
        title = gettext("“%(milestone)s” is confirmed") % named
        words = gettext("%(mentor)s looked at what you handed in on %(roadmap)s, and confirmed it.") % named
    else:
        title = gettext("“%(milestone)s”: one more round") % named
        words = (
            gettext("%(mentor)s looked at what you handed in on %(roadmap)s, and asks for changes.") % named
        )
    return Letter(
        subject=title,
        preheader=words,
        title=title,
        blocks=(Words(words), *_quote(told)),
        button=Link(gettext("Open the milestone"), site(told["url"])),
    )


def message(told: Told) -> Letter:
    lines = lines_of(told["words"])
    return Letter(
        subject=gettext("%(mentor)s wrote to you") % {"mentor": _mentor(told)},
        preheader=one_line(" ".join(lines), NAME * 2),
        title=gettext("%(mentor)s wrote to you") % {"mentor": _mentor(told)},
        blocks=tuple(_quote(told)),
        button=Link(gettext("Answer"), site(told["url"])),
    )


def cohort_digest(told: Told) -> Letter:
    cohort, day = one_line(told["cohort"]), date_format(date.fromisoformat(told["date"]), "j F")
    lines = [one_line(line) for line in told["lines"]]
    return Letter(
        subject=gettext("%(cohort)s: the week to %(day)s") % {"cohort": cohort, "day": day},
        preheader=lines[0] if lines else gettext("Nothing has happened."),
        over=gettext("The week to %(day)s") % {"day": day},
        title=cohort,
        blocks=(Items(tuple(map(Item, lines[:LISTED]))),)
        if lines
        else (Words(gettext("Nothing has happened.")),),
        button=Link(gettext("Open the cohort"), site(told["url"])),
    )


def review_waiting(told: Told) -> Letter:
    milestone, learner = one_line(told["milestone"]), one_line(told["learner"], NAME)
    days = int(told["days"])
    words = ngettext(
        "%(learner)s handed it in %(n)s day ago, and hopes for your review.",
        "%(learner)s handed it in %(n)s days ago, and hopes for your review.",
        days,
    )
    return Letter(
        subject=gettext("“%(milestone)s” waits for your review") % {"milestone": milestone},
        preheader=words % {"learner": learner, "n": days},
        title=gettext("“%(milestone)s” waits for your review") % {"milestone": milestone},
        blocks=(Words(words % {"learner": learner, "n": days}),),
        button=Link(gettext("Review it"), site(told["url"])),
    )


def _mentor(told: Told) -> str:
    return one_line(told["mentor"], NAME) or gettext("Your mentor")


def _quote(told: Told) -> Iterator[Block]:
    if lines := lines_of(told.get("words") or ""):
        yield Quote(lines, _mentor(told))
