"""The HTML of a mail beside its text: the same words, small, and nothing from elsewhere."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from tests.reminders.letters.made import CASES, SITE, html_of, written

LARGEST = 40_000  # bytes


class Page(HTMLParser):
    """What a reader sees of a mail's HTML, and what leads out of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.buttons = 0
        self.tags: set[str] = set()
        self._within: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.add(tag)
        self._within = [tag]
        self.links += [named["href"]] if "href" in named else []
        self.buttons += named.get("class") == "press"

    def handle_data(self, data):
        if self._within[-1:] != ["style"]:
            self.words.append(data)


@pytest.fixture(params=CASES)
def mail(request):
    return written(CASES[request.param])


def test_every_link_of_the_html_stands_in_the_text(mail):
    links = Page(html_of(mail)).links

    assert links
    assert [link for link in links if link not in mail.body] == []


def test_every_number_of_the_html_stands_in_the_text(mail):
    numbers = set(re.findall(r"\d+", " ".join(Page(html_of(mail)).words)))

    assert numbers <= set(re.findall(r"\d+", mail.body))


def test_every_sentence_of_the_text_stands_in_the_html(mail):
    seen = " ".join(" ".join(Page(html_of(mail)).words).split())
    sentences = [
        line for line in mail.body.splitlines() if line.endswith((".", ",")) and line[0] not in "- >"
    ]

    assert [line for line in sentences if line not in seen] == []


def test_it_is_small(mail):
    assert len(mail.message().as_bytes()) < LARGEST


def test_its_links_lead_to_the_site_and_nothing_is_fetched(mail):
    html = html_of(mail)
    page = Page(html)

    assert {"{0.scheme}://{0.netloc}".format(urlsplit(link)) for link in page.links} == {SITE}
    assert not page.tags & {"img", "link", "script", "iframe", "svg", "object"}
    assert not re.search(r"url\(|@import|src=", html)


def test_it_has_one_button(mail):
    assert Page(html_of(mail)).buttons == 1


def test_its_styles_are_inlined_and_it_knows_the_dark(mail):
    html = html_of(mail)

    assert "var(--" not in html
    assert '<h1 class="title" style="' in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "@media (prefers-color-scheme: dark)" in html


def test_no_slot_and_no_mark_of_the_template_is_left(mail):
    assert not re.search(r"<!--|\x02|\x03|\{\{", html_of(mail))


def test_no_line_is_too_long_for_mail(mail):
    assert max(len(line) for line in mail.message().as_bytes().splitlines()) <= 998
