import pytest

from progress.learning.notes.keeping import LONGEST
from progress.learning.notes.rendering import rendered


def test_markdown_is_read():
    assert rendered("**Joins** and `EXPLAIN`") == "<p><strong>Joins</strong> and <code>EXPLAIN</code></p>"


def test_a_line_ends_where_it_was_ended():
    assert rendered("one\ntwo") == "<p>one<br>\ntwo</p>"


def test_a_list_needs_no_empty_line_before_it():
    assert "<ul>" in rendered("To read:\n- one\n- two")
    assert "<ul>" not in rendered("```\nTo read:\n- one\n```")


def test_headings_fit_under_those_of_the_page():
    assert rendered("# Joins\n\n## Inner") == "<h3>Joins</h3>\n<h4>Inner</h4>"


def test_an_address_is_a_link():
    assert rendered("See https://a.example/b?c=1&d=2.") == (
        '<p>See <a href="https://a.example/b?c=1&amp;d=2" rel="external noopener">'
        "https://a.example/b?c=1&amp;d=2</a>.</p>"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "[click](//evil.example/)",
        "![x](https://evil.example/pixel.png)",
        '[x](https://a.example/"onmouseover="alert(1))',
    ],
)
def test_nothing_hostile_comes_through(hostile):
    html = rendered(hostile)

    for bad in ("<script", "<img", "onerror=alert(1)>", 'href="javascript', 'href="data', 'href="//'):
        assert bad not in html
    assert " on" not in html.replace("&lt;img src=x onerror", "")


@pytest.mark.parametrize("text", ["```\nnever closed", "x" * 9000, "> " * 30 + "deep", "[" * LONGEST])
def test_what_would_take_too_long_is_shown_as_typed(text):
    assert rendered(text).startswith('<p class="as-typed">')


def test_as_typed_is_escaped_too():
    assert "<script" not in rendered("```\n<script>")
