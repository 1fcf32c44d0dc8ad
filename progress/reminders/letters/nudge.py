"""The nudge after quiet days: kind, and the last one says that it is the last."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext

from progress.reminders.letters.ahead import button_of, next_blocks, quiet_words, silence_words
from progress.reminders.letters.contents import Contents
from progress.reminders.letters.letter import Block, Letter, Words

WEEK = 7


def nudge(contents: Contents, at: datetime) -> Letter:
    return Letter(
        subject=_title(contents),
        preheader=_kind_words(contents),
        title=_title(contents),
        blocks=(*_words(contents), *next_blocks(contents)),
        button=button_of(contents),
    )


def _title(contents: Contents) -> str:
    if contents.last_nudge:
        return gettext("Your place is kept")
    if contents.quiet is None:
        return gettext("Your first topic is waiting")
    if contents.quiet >= WEEK:
        return gettext("Pick up where you left off")
    return gettext("Back to it, whenever you like")


def _words(contents: Contents) -> Iterator[Block]:
    yield Words(f"{quiet_words(contents)} {_kind_words(contents)}".strip())
    if contents.last_nudge:
        yield Words(silence_words())


def _kind_words(contents: Contents) -> str:
    if contents.last_nudge:
        return gettext("Nothing is lost: every mark stays, for as long as you like.")
    if contents.quiet is None:
        return gettext("Half an hour is enough to see whether a roadmap suits you.")
    if contents.quiet >= WEEK:
        return gettext("One small topic is enough to be back on your way.")
    return gettext("That happens, and nothing is lost. Half an hour is a good beginning.")
