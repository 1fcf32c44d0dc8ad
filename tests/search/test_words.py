import pytest

from curriculum.search.questions import LONGEST, MOST, Question
from curriculum.search.words import text_of, words_of


@pytest.mark.parametrize(
    "text, words",
    [
        ("SQL in depth", ["sql", "in", "depth"]),
        ("Déjà vu, façade", ["deja", "vu", "facade"]),  # accents
        ("Straße", ["strasse"]),
        ("ﬁle", ["file"]),  # a ligature
        ("Ёлка", ["елка"]),
        ("Node.js / Express", ["node", "js", "express"]),
        ("CI/CD, TLS 1.3", ["ci", "cd", "tls", "1", "3"]),
        ("C++ and C#", ["cplusplus", "and", "csharp"]),
        ("snake_case", ["snake", "case"]),
        ("a & b | !c <-> (d:*)", ["a", "b", "c", "d"]),
        ("שלום עולם", ["שלום", "עולם"]),
        ("🚀 … \0", []),
    ],
)
def test_a_text_becomes_words(text, words):
    assert words_of(text) == words


def test_prose_is_read_without_its_markup():
    html = "<h2>Why</h2><p>Keep <code>a &lt; b</code>, and\n<em>more</em>.</p>"

    assert text_of(html) == "Why Keep a < b, and more."


def test_a_question_has_so_many_words_and_characters_at_most():
    question = Question.of("word " * 5000)

    assert len(question.typed) <= LONGEST
    assert question.words == ("word",) * MOST


def test_what_was_typed_is_shown_on_one_line_without_control_characters():
    assert Question.of(" two\0\n words\x7f ").typed == "two words"


@pytest.mark.parametrize("typed", ["", "   ", "\0", "!!! ???", "🙂"])
def test_a_question_without_words_asks_nothing(typed):
    assert not Question.of(typed)
