"""Editors' Markdown as readers get it."""

from textwrap import dedent

import pytest

from curriculum.content.errors import Position
from curriculum.content.markdown import Renderer

HERE = Position("content/file.yaml", 3, 5)


def picture(written: str) -> str:
    if written != "assets/map.svg":
        raise ValueError(f"there is no picture `{written}`", "add it")
    return "/assets/web/map.svg"


def prose(text: str, top: int = 2) -> tuple[str, list[str]]:
    html, errors = Renderer(picture).prose("file.md", dedent(text), top)
    return html, [f"{error.line}:{error.column} {error.message}" for error in errors]


def line(text: str) -> tuple[str, list[str]]:
    html, errors = Renderer(picture).line(HERE, text)
    return html, [error.message for error in errors]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        # one-line fields have no block around them, and no block syntax in them
        ("Plain words.", "Plain words."),
        ("Joins & indexes, a < b", "Joins &amp; indexes, a &lt; b"),
        ("*soft* and **loud**", "<em>soft</em> and <strong>loud</strong>"),
        ("_soft_ snake_case_name", "<em>soft</em> snake_case_name"),
        ("`EXPLAIN <x>`", "<code>EXPLAIN &lt;x&gt;</code>"),
        ("``a ` b``", "<code>a ` b</code>"),
        ("1. No list", "1. No list"),
        ("- No list", "- No list"),
        ("# No heading", "# No heading"),
        ("> No quote", "&gt; No quote"),
        ("2 \\* 3", "2 * 3"),
        ("AT&amp;T &copy;", "AT&amp;T ©"),
        ("two\nlines", "two\nlines"),
        # links
        ("[a](https://e.org)", '<a href="https://e.org" rel="external noopener">a</a>'),
        ("[a](http://e.org)", '<a href="http://e.org" rel="external noopener">a</a>'),
        ("[a](</a b>)", "<a>a</a>"),
        ("[a](/roadmaps/web/)", '<a href="/roadmaps/web/">a</a>'),
        ("[a](#top)", '<a href="#top">a</a>'),
        ("[*a* `b`](/x)", '<a href="/x"><em>a</em> <code>b</code></a>'),
        ("[a](https://e.org/x_(y))", '<a href="https://e.org/x_(y)" rel="external noopener">a</a>'),
        (
            "[a](https://e.org/?a=1&b=2)",
            '<a href="https://e.org/?a=1&amp;b=2" rel="external noopener">a</a>',
        ),
        ("[a](https://e.org/a\\_b)", '<a href="https://e.org/a_b" rel="external noopener">a</a>'),
        ("<https://e.org/>", '<a href="https://e.org/" rel="external noopener">https://e.org/</a>'),
        ("https://e.org/ stays text", "https://e.org/ stays text"),
        ("[no link] (x)", "[no link] (x)"),
    ],
)
def test_a_line_is_rendered_without_a_block_around_it(text, html):
    assert line(text)[0] == html


def test_headings_are_shifted_to_fit_under_the_pages_own():
    html, errors = prose("# One\n\n## Two\n\n### Three\n", top=3)

    assert html == "<h3>One</h3>\n<h4>Two</h4>\n<h5>Three</h5>"
    assert errors == []


def test_the_highest_heading_counts_whatever_its_level():
    assert prose("## One\n\n### Two\n")[0] == "<h2>One</h2>\n<h3>Two</h3>"


def test_tables_scroll_and_their_headers_have_scopes():
    html, errors = prose(
        """\
        ## Where to deploy

        | Place | Price |
        |-------|------:|
        | `a|b` |   *1* |
        """
    )

    assert errors == []
    assert html.replace("\n", "") == (
        "<h2>Where to deploy</h2>"
        '<div aria-label="Where to deploy" class="table" role="region" tabindex="0"><table>'
        '<thead><tr><th scope="col">Place</th><th data-align="right" scope="col">Price</th></tr></thead>'
        '<tbody><tr><th scope="row"><code>a|b</code></th><td data-align="right"><em>1</em></td></tr></tbody>'
        "</table></div>"
    )


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning"])
def test_callouts_are_asides(kind):
    html, errors = prose(f"> [!{kind.upper()}] Look *here*\n> First.\n>\n> Second.\n")

    assert errors == []
    assert html.replace("\n", "") == (
        f'<aside class="notice" data-kind="{kind}" role="note"><strong>Look <em>here</em></strong>'
        "<p>First.</p><p>Second.</p></aside>"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("> [!TIP]\n> Text.", "Tip"),
        ("> [!tip]\n> Text.", "Tip"),
        ("> [!TIP]\n>\n> Text.", "Tip"),
        ("> [!WARNING] Mind the step\n> Text.", "Mind the step"),
        # as GitHub shows a title too
        ("> [!TIP]\n> **Mind the step**\n>\n> Text.", "Mind the step"),
        ("> [!TIP]\n> **Mind** the step.", "Tip"),
    ],
)
def test_a_callout_has_a_title(text, title):
    html, errors = prose(text)

    assert errors == []
    assert f"<strong>{title}</strong><p>" in html.replace("\n", "")


def test_neighbouring_patterns_share_a_frame():
    html, errors = prose(
        """\
        > [!PATTERN] Circuit breaker
        > Stop asking.

        > [!PATTERN] Event sourcing
        > Keep what happened.

        Between.

        > [!PATTERN] Saga
        > Step by step.
        """
    )

    assert errors == []
    assert html.count('<div class="patterns">') == 2
    assert html.count('<aside class="notice" data-kind="pattern" role="note">') == 3
    assert html.index("Event sourcing") < html.index("</div>") < html.index("Between")


def test_a_callout_may_follow_another_without_an_empty_line():
    html, errors = prose("> [!TIP] One\n> First.\n> [!NOTE] Two\n> Second.\nAfter.\n")

    assert errors == []
    assert html.replace("\n", "").endswith("<p>Second.</p></aside><p>After.</p>")


def test_a_quote_without_a_marker_stays_a_quote():
    assert prose("> Words.\n")[0].replace("\n", "") == "<blockquote><p>Words.</p></blockquote>"


def test_fenced_code_is_shown_as_it_is():
    html, errors = prose("```python\nif a < b: # [x](javascript:y)\n\n    <script>\n```\n")

    assert errors == []
    assert html == (
        '<pre tabindex="0"><code>if a &lt; b: # [x](javascript:y)\n\n    &lt;script&gt;\n</code></pre>'
    )


def test_a_picture_comes_from_the_assets_with_a_text_in_its_place():
    html, errors = prose("![The map](assets/map.svg)")

    assert errors == []
    assert html == '<p><img alt="The map" loading="lazy" src="/assets/web/map.svg"></p>'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        # links, with the line and column of their address
        (
            "One.\n\nTwo [a](ftp://e.org).",
            "3:9 the link `ftp://e.org` doesn't begin with https:// or http://",
        ),
        ("`[a](ftp://e.org)`\n[a](ftp://e.org)", "2:5 the link `ftp://e.org`"),
        ("```\n[a](ftp://x)\n```\n\n[a](ftp://x)", "5:5 the link `ftp://x`"),
        ("> [!TIP]\n> [a](ftp://x)", "2:7 the link `ftp://x`"),
        ("| a | b |\n|---|---|\n| c | [a](ftp://x) |", "3:11 the link `ftp://x`"),
        ("[](https://e.org)", "1:4 a link has no text"),
        # pictures
        ("![](assets/map.svg)", "1:5 the picture `assets/map.svg` has no alternative text"),
        ("![x](https://e.org/x.png)", "1:6 there is no picture `https://e.org/x.png`"),
        # what would be silently lost, or be something else than it looks like
        ("a <b>b</b>", "1:3 HTML, `<b>`, isn't allowed"),
        ("List<String> x", "1:5 HTML, `<String>`, isn't allowed"),
        ("<!-- hidden -->", "1:1 HTML, `<!--`, isn't allowed"),
        ("<me@example.org>", "1:1 HTML, `<me@example.org>`, isn't allowed"),
        ("[a][b]\n\n[b]: https://e.org", "3:1 a reference, `[b]: https://e.org`, isn't read here"),
        ("Words:\n- a\n- b", "2:1 a list begins right after a paragraph"),
        ("- a\n  - b", "2:1 an item of a list is indented by 2 spaces"),
        ("# a\n\n### b", "3:1 a heading of level 3 follows one of level 1"),
        ("| a | b |\n|---|---|\n| c |", "3:1 a row of a table has 1 cell, its header has 2"),
        ("| a | b |\n|---|---|\n| c | d | e |", "3:1 a row of a table has 3 cells, its header has 2"),
        ("| a | b |\n|---|\n| c | d |", "2:1 a row of a table has 1 cell, its header has 2"),
        ("```\ncode", "1:1 the code that begins with ````` never ends"),
        # callouts
        ("> [!TOP]\n> x", "1:3 the callout `[!TOP]` isn't known"),
        ("> [!PATTERN]\n> x", "1:3 a pattern card has no title"),
        ("> [!TIP] Title", "1:3 a callout has no text"),
        # limits
        ("> " * 21 + "x", "1:1 nested more than 20 levels deep"),
        ("x" * 8_001, "1:1 a line of 8,001 characters"),
        ("words\n" * 4_000, "3201:1 more than 16,000 characters without an empty line"),
        ("# a\n" * 60, "51:1 more than 50 headings, rules or callouts without an empty line"),
    ],
)
def test_a_mistake_is_found_at_its_place(text, error):
    errors = prose(text)[1]

    assert [found for found in errors if found.startswith(error)], errors


def test_a_line_reports_the_place_of_its_field():
    _, errors = Renderer(picture).line(HERE, "[a](ftp://e.org)")

    assert [error.position for error in errors] == [HERE]


def test_the_second_of_two_equal_mistakes_has_its_own_line():
    errors = prose("[a](ftp://x)\n\n[b](ftp://x)")[1]

    assert [error.split()[0] for error in errors] == ["1:5", "3:5"]
