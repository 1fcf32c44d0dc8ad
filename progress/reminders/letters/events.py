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
    """Of one message, or of `messages` that came since the mail before; `more` of them are not quoted."""
    messages = told.get("messages") or [told]
    mentors = list(dict.fromkeys(map(_mentor, messages)))
    title = gettext("%(mentor)s wrote to you") % {"mentor": mentors[0]}
    if len(mentors) > 1:
        title = gettext("Your mentors wrote to you")
    return Letter(
        subject=title,
        preheader=one_line(" ".join(lines_of(messages[0]["words"])), NAME * 2),
        title=title,
        blocks=(*(quote for one in messages for quote in _quote(one)), *_more(told)),
        button=Link(
            gettext("Answer") if len(messages) == 1 else gettext("Read and answer"), site(told["url"])
        ),
    )


def _more(told: Told) -> Iterator[Block]:
    if n := int(told.get("more", 0)):
        yield Words(ngettext("%(n)d more is on the site.", "%(n)d more are on the site.", n) % {"n": n})


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
    """Of one, or of several `reviews`, the longest first, `more` of which are not listed."""
    return _several_wait(told) if "reviews" in told else _one_waits(told)


def _several_wait(told: Told) -> Letter:
    reviews, more = told["reviews"], int(told.get("more", 0))
    n, days = len(reviews) + more, int(reviews[0]["days"])
    title = ngettext("%(n)d milestone waits for a review", "%(n)d milestones wait for a review", n) % {"n": n}
    first = ngettext("The first has waited for %(n)d day.", "The first has waited for %(n)d days.", days)
    return Letter(
        subject=title,
        preheader=first % {"n": days},
        title=title,
        blocks=(Words(first % {"n": days}), Items(tuple(map(_waiting_item, reviews))), *_more_wait(more)),
        button=Link(gettext("Open the reviews"), site(told["url"])),
    )


def _waiting_item(told: Told) -> Item:
    days = int(told["days"])
    words = ngettext("%(learner)s, for %(n)d day", "%(learner)s, for %(n)d days", days)
    remark = words % {"learner": one_line(told["learner"], NAME), "n": days}
    return Item(one_line(told["milestone"]), remark, site(told["url"]))


def _more_wait(more: int) -> Iterator[Block]:
    if more:
        yield Words(ngettext("%(n)d more waits.", "%(n)d more wait.", more) % {"n": more})


def _one_waits(told: Told) -> Letter:
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
