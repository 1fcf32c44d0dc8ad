"""The weekly digest: seven days, what was done on them, the plan, and what changed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from progress.reminders.letters.ahead import button_of, next_blocks, silence
from progress.reminders.letters.contents import Contents, Week
from progress.reminders.letters.days import picture_of
from progress.reminders.letters.letter import Block, Heading, Item, Items, Letter, Words
from progress.reminders.letters.reminder import is_at_risk
from progress.reminders.letters.streak import risk_words, standing_words

NAMED = 8  # topics, plans, changes; of more there is a number


def digest(contents: Contents, at: datetime) -> Letter:
    """Raise ValueError without a week."""
    week = contents.week
    if week is None:
        raise ValueError("a digest tells of a week")
    risked = is_at_risk(contents)
    return Letter(
        subject=gettext("Your week: %(words)s") % {"words": _in_short(week)},
        preheader=standing_words(contents.streak) or _span(week),
        over=gettext("At risk until 04:00") if risked else _span(week),
        title=_title(week),
        blocks=tuple(_blocks(contents, week, at)),
        button=button_of(contents),
        alert=risked,
    )


def _blocks(contents: Contents, week: Week, at: datetime) -> Iterator[Block]:
    yield from silence(contents)
    if is_at_risk(contents):
        yield Words(risk_words(contents.streak, contents.today, contents.zone, at))
    elif words := standing_words(contents.streak):
        yield Words(words)
    yield picture_of(week.days, None)
    yield from _section(gettext("Done"), week.done, *_other_deeds(week))
    yield from _section(ngettext("Your plan", "Your plans", len(week.plans)), week.plans)
    yield from _section(gettext("What changed in your roadmaps"), week.changed)
    yield from next_blocks(contents)


def _section(heading: str, items: Sequence[Item], *last: Item) -> Iterator[Block]:
    if not items and not last:
        return
    rest = len(items) - NAMED
    more = [Item(ngettext("and %(n)s more", "and %(n)s more", rest) % {"n": rest})] if rest > 0 else []
    yield Heading(heading)
    yield Items((*items[:NAMED], *more, *last))


def _other_deeds(week: Week) -> Iterator[Item]:
    begun, habits, submitted = week.begun, week.habits, week.submitted
    said = (
        (begun, ngettext("%(n)s topic begun or worked on", "%(n)s topics begun or worked on", begun)),
        (habits, ngettext("%(n)s habit kept", "%(n)s habits kept", habits)),
        (submitted, ngettext("evidence for %(n)s milestone", "evidence for %(n)s milestones", submitted)),
    )
    return (Item(words % {"n": count}) for count, words in said if count)


def _in_short(week: Week) -> str:
    if not week.active:
        return gettext("a quiet one")
    words = [ngettext("%(n)s active day", "%(n)s active days", week.active) % {"n": week.active}]
    if done := len(week.done):
        words.append(ngettext("%(n)s topic done", "%(n)s topics done", done) % {"n": done})
    return get_text_list(words, gettext("and"))


def _title(week: Week) -> str:
    words = _in_short(week) if week.active else gettext("A quiet week, and nothing is lost")
    return words[:1].upper() + words[1:]


def _span(week: Week) -> str:
    """`16 to 22 November`, with both months where there are two."""
    first, last = week.days[0].day, week.days[-1].day
    begins = date_format(first, "j" if first.month == last.month else "j F")
    return gettext("%(first)s to %(last)s") % {"first": begins, "last": date_format(last, "j F")}
