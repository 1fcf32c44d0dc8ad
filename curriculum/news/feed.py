"""The releases as an Atom feed, the same for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from curriculum.news.bulletins import Bulletin, Section
from curriculum.news.names import known_of
from curriculum.news.paper import issue
from curriculum.news.words import HEADINGS, Names, headline, remark, whole

LENGTH = 20  # entries
LISTED = 40  # pieces under a heading


@dataclass(frozen=True, slots=True)
class Entry:
    release: int
    at: datetime
    title: str
    text: SafeString


class News(Feed):  # type: ignore[type-arg]  # Django's can't be told its type while it runs
    """Ids are tag URIs (RFC 4151), which stay what they are whatever the addresses become."""

    feed_type = Atom1Feed
    title = _("Cairn: what’s new")
    subtitle = _("What came, moved, changed and went on the roadmaps.")
    link = reverse_lazy("whats_new")
    author_name = "Cairn"  # one is asked for by RFC 4287, 4.1.1

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "public, max-age=600"
        return response

    def feed_guid(self) -> str:
        return f"tag:{_host()},2026:whats-new"

    def items(self) -> list[Entry]:
        found = issue(drafts=False, count=LENGTH)
        titles = {key: roadmap.title for key, roadmap in found.roadmaps.items()}
        known = known_of(found.bulletins)
        return [
            Entry(one.release, one.at, headline(one, titles), _text(one, titles, known.titles))
            for one in found.bulletins
        ]

    def item_title(self, item: Entry) -> SafeString:
        return SafeString(item.title)

    def item_description(self, item: Entry) -> SafeString | None:  # type: ignore[override]  # none: no summary
        return item.text or None

    def item_link(self, item: Entry) -> str:
        return reverse("release", args=[item.release])

    def item_guid(self, item: Entry) -> str:
        return f"tag:{_host()},{item.at:%Y-%m-%d}:release/{item.release}"

    def item_pubdate(self, item: Entry) -> datetime:
        return item.at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.at


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def _text(one: Bulletin, titles: Names, names: Names) -> SafeString:
    """Return a release's sections as HTML; of the first one its title tells enough."""
    if one.first:
        return SafeString("")
    return format_html_join(
        "", "{}", ((part,) for section in one.sections for part in _parts(section, titles, names))
    )


def _parts(section: Section, titles: Names, names: Names) -> Iterator[SafeString]:
    if section.roadmap in titles:
        yield format_html("<h2>{}</h2>", titles[section.roadmap])
    if section.whole:
        yield format_html("<p>{}</p>", whole(section))
    for what, pieces in groupby(section.pieces, key=lambda piece: piece.what):
        told = [(piece.title, remark(piece, names)) for piece in pieces]
        rows = format_html_join("", "<li>{}</li>", ((": ".join(filter(None, row)),) for row in told[:LISTED]))
        more = format_html("<li>+ {}</li>", len(told) - LISTED) if len(told) > LISTED else ""
        yield format_html("<h3>{}</h3><ul>{}{}</ul>", HEADINGS[what], rows, more)
