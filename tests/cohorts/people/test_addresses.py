"""Lists of addresses as people have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.cohorts.people.addresses import MOST, decode, read


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("a@x.example\nb@x.example", ["a@x.example", "b@x.example"]),
        ("E-mail\na@x.example", ["a@x.example"]),  # a heading
        ("Name;E-mail;Group\nAda L;ada@x.example;1", ["ada@x.example"]),  # as spreadsheets in Europe write
        ("ada@x.example\tAda", ["ada@x.example"]),
        ('"Lind, Ada",ada@x.example', ["ada@x.example"]),
        ("Ada Lind <Ada@X.example>", ["ada@x.example"]),
        ("mailto:a@x.example\nMailto:b%2Bc@x.example?subject=Hi", ["a@x.example", "b+c@x.example"]),
        ('Name,E-mail\n"Ada\nLind",ada@x.example\nbo@x.example', ["ada@x.example", "bo@x.example"]),
        ('"a@x.example\nb@x.example",both', ["a@x.example", "b@x.example"]),  # a cell of several lines
        ('"never closed\na@x.example\nb@x.example', ["a@x.example", "b@x.example"]),
        ("a@x.example\r\n\r\n ;;\r\na@x.example", ["a@x.example"]),  # twice, and lines with nothing in them
        ("", []),
    ],
)
def test_addresses_are_found_wherever_they_stand(text, good):
    found = read(text)

    assert (found.good, found.bad) == (good, [])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nobody", "There is no address in it."),
        ("a@x", "This is no address that mail could reach."),
        ("a@@x.example", "This is no address that mail could reach."),
        ("a@x.example b@x.example", "There is more than one address in it: one a line, please."),
        ("x" * 140_000, "This line is too long: one address a line, please."),
        (f'"{"x, " * 50_000}",a@x.example', "This line is too long: one address a line, please."),
        (f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 63}.example", "This address is too long."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line, why):
    found = read(f"good@x.example\n\n{line}\n")

    (bad,) = found.bad
    assert (bad.number, bad.text) == (3, line)
    assert bad.why == why or "no address" in bad.why
    assert found.good == ["good@x.example"]


def test_a_cell_of_many_lines_is_one_mistake_with_its_first_line():
    found = read('a@x.example\n"Ada\nLind",ada@\nb@x.example\n"nobody"')

    assert [(bad.number, bad.text) for bad in found.bad] == [(2, '"Ada\nLind",ada@'), (5, '"nobody"')]
    assert found.left == '"Ada\nLind",ada@\n"nobody"'


def test_a_single_line_is_no_heading():
    assert [bad.text for bad in read("nobody").bad] == ["nobody"]


def test_what_is_too_much_is_not_lost():
    found = read("\n".join(f"{n}@x.example" for n in range(MOST + 2)))

    assert len(found.good) == MOST
    assert found.left == f"{MOST}@x.example\n{MOST + 1}@x.example"


@given(st.text(alphabet=st.sampled_from("ab@.,;\"'< >\t\n\rüÄ=+-"), max_size=80))
def test_every_line_is_an_address_an_error_or_empty(text):
    found = read(text)

    said = {bad.number + below for bad in found.bad for below in range(bad.text.count("\n") + 1)}
    for number, line in enumerate(text.splitlines(), 1):
        kept = number in said or any(address in line.lower() for address in found.good)
        assert kept or not line.strip(" \t,;\"'") or "@" not in line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_as_it_was_written(encoding):
    assert decode("Jürgen;j@x.example".encode(encoding)) == "Jürgen;j@x.example"


@given(st.binary(max_size=50))
def test_any_file_is_some_text(content):
    assert isinstance(decode(content), str)
