"""Links of a learner's own beside a topic."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from curriculum.content.decoding import UNSEEN
from curriculum.content.links import MAX_URL, web_address_problem
from curriculum.models import Topic
from progress.learning.models import OwnLink, Removed
from progress.learning.notes.keeping import storable
from progress.learning.notes.removing import keep_a_while
from progress.learning.recording import begin
from roadmap_site.accounts.models import User

MOST = 50  # on one topic
LONGEST_TITLE = 200

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# Control and bidirectional characters; joiners, but for those that scripts beyond Cyrillic, and emoji, need
DECEIVING = re.compile(rf"[\t\n\r{UNSEEN}\u061c\u200e\u200f]|(?<![\u0530-\U0010ffff])[\u200c\u200d]")
HOST = re.compile(r"[^\s/?#@:]+\.[^\s/?#@:]+(?=[/?#:]|$)")


class TooManyLinks(Exception):
    """There are MOST on the topic already."""


def completed(url: str) -> str:
    """Return what was typed as an address; without a scheme, "example.com/page", it is one of the web."""
    url = storable(url).strip()
    return f"https://{url}" if HOST.match(url) and not SCHEME.match(url) else url


def refused(url: str) -> bool:
    """Tell whether an address may not be kept: anything but http and https leads elsewhere than to a page."""
    return len(url) > MAX_URL or deceives(url) or bool(web_address_problem(url))


def deceives(text: str) -> bool:
    """Tell whether there are characters in it that nobody sees, or that turn the text around them."""
    return bool(DECEIVING.search(text.strip()))


@transaction.atomic
def keep(*, learner: User, topic: Topic, url: str, title: str, at: datetime) -> OwnLink:
    """Add a link that is not `refused`; one that is there already gets the new title. Raise TooManyLinks."""
    begin(learner, [])
    title = storable(title).strip()[:LONGEST_TITLE] or named_after(url)
    own = learner.own_links.filter(topic=topic)
    if not own.filter(url=url).exists() and own.count() >= MOST:
        raise TooManyLinks
    link, _ = OwnLink.objects.update_or_create(
        {"title": title}, {"title": title, "at": at}, learner=learner, topic=topic, url=url
    )
    return link


def named_after(url: str) -> str:
    """Return a title for a link that has none: its host and the end of its path."""
    parts = urlsplit(url)
    end = parts.path.rstrip("/").rpartition("/")[2]
    host = parts.netloc.removeprefix("www.")
    return (f"{host}: {end}" if end else host)[:LONGEST_TITLE]


@transaction.atomic
def remove(*, learner: User, topic: Topic, link_id: str, at: datetime) -> Removed | None:
    """Take one away; None when that was so already. Raise OwnLink.DoesNotExist for any but theirs."""
    begin(learner, [])
    if not link_id.isdecimal() or len(link_id) > 18:
        raise OwnLink.DoesNotExist
    link = learner.own_links.filter(topic=topic, pk=link_id).first()
    if link is None:
        if learner.removed.filter(topic=topic, what__pk=int(link_id)).exists():
            return None
        raise OwnLink.DoesNotExist
    what = {"pk": link.pk, "url": link.url, "title": link.title, "at": link.at.isoformat()}
    link.delete()
    return keep_a_while(learner, topic, what, at)
