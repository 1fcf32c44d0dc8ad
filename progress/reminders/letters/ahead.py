"""What several letters say: what is next, what to press, how quiet it was, and that silence follows."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from progress.reminders.letters import links
from progress.reminders.letters.contents import Contents
from progress.reminders.letters.letter import Block, Heading, Link, Words


def next_blocks(contents: Contents) -> Iterator[Block]:
    if contents.stops:
        yield Heading(gettext("Next"))
        yield from contents.stops
    elif contents.following:
        yield Words(gettext("Nothing that your roadmaps ask for is left to do."))
    else:
        yield Words(
            gettext("You follow no roadmap at the moment. Choose one, and its next topics stand here.")
        )


def button_of(contents: Contents) -> Link:
    return links.today() if contents.following else links.roadmaps()


def quiet_words(contents: Contents) -> str:
    if contents.quiet is None:
        return ""
    words = ngettext("It has been quiet for %(n)s day.", "It has been quiet for %(n)s days.", contents.quiet)
    return words % {"n": contents.quiet}


def silence_words() -> str:
    return gettext(
        "This is our last mail for now. We are silent from here on, with reminders and digests too, until you"
        " do something again."
    )


def silence(contents: Contents) -> Iterator[Block]:
    """Say that silence follows, where a reminder or a digest has the day of the last nudge."""
    if contents.last_nudge:
        yield Words(f"{quiet_words(contents)} {silence_words()}".strip())
