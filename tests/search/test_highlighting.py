import pytest

from curriculum.search.highlighting import LONG, excerpt, marked


@pytest.mark.parametrize(
    "text, words, expected",
    [
        ("SQL in depth", ["sql"], "<mark>SQL</mark> in depth"),
        ("Façade", ["facade"], "<mark>Façade</mark>"),
        ("Fac\u0327ade", ["facade"], "<mark>Façade</mark>"),  # written in two characters
        ("Databases", ["data"], "<mark>Databases</mark>"),
        ("Caches", ["caching"], "<mark>Caches</mark>"),  # another form
        ("Server", ["service"], "Server"),
        ("An API in a box", ["a", "api"], "An <mark>API</mark> in <mark>a</mark> box"),
        ("Go and Gin", ["g"], "<mark>Go</mark> and <mark>Gin</mark>"),  # the word that is being typed
        ("C++ & C", ["cplusplus"], "<mark>C++</mark> &amp; C"),
        ("<b>sql</b>", ["sql"], "&lt;b&gt;<mark>sql</mark>&lt;/b&gt;"),
        ("שלום עולם", ["עולם"], "שלום <mark>עולם</mark>"),
        ("Nothing", ["sql"], "Nothing"),
    ],
)
def test_what_fits_is_marked(text, words, expected):
    assert marked(text, words) == expected


def test_an_excerpt_is_where_the_word_stands():
    body = "A headline.\n" + "Filling. " * 60 + "Then PostgreSQL, " + "and more. " * 60

    found = excerpt(body, ["postgresql"])

    assert "<mark>PostgreSQL</mark>" in found
    assert found.startswith("… ") and found.endswith(" …")
    assert len(found) < LONG + 40


def test_without_a_hit_it_is_how_the_text_begins():
    assert excerpt("A headline.\nMore.", ["sql"]) == "A headline."


def test_a_text_of_one_endless_word_is_cut():
    assert len(excerpt("x" * 5000, ["x"])) < 5000
