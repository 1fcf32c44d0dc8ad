"""Tables as files: what is in them is what was in the rows, and no spreadsheet calculates it."""

import csv
import json
from codecs import BOM_UTF8
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.cohorts.tables.exports import Table, csv_of, json_of

cells = st.one_of(
    st.none(), st.integers(), st.text(st.characters(exclude_categories=["Cs"])), st.dates(), st.booleans()
)


def text_of(response):
    """Only a CSV begins with the sign by which Excel knows UTF-8."""
    sent = b"".join(response.streaming_content)
    assert sent.startswith(BOM_UTF8) == response["Content-Type"].startswith("text/csv")
    return sent.removeprefix(BOM_UTF8).decode()


def table(rows, columns=("name", "settled")):
    return Table("learners", columns, lambda: rows)


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_json_has_each_row_as_it_was(rows):
    told = json.loads(text_of(json_of(table(rows))))

    plain = [[one.isoformat() if isinstance(one, date) else one for one in row] for row in rows]
    assert [list(one.values()) for one in told] == plain
    assert all(list(one) == ["name", "settled"] for one in told)


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_no_cell_of_a_csv_is_a_formula(rows):
    for row in csv.reader(StringIO(text_of(csv_of(table(rows))), newline="")):
        for one in row:
            assert not one.lstrip(" ").startswith(("=", "+", "@", "\t", "\r", "\n"))
            assert not one.lstrip(" ").startswith("-") or one.lstrip(" -").isdecimal()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+31 6", "'+31 6"),
        ("-2", "'-2"),  # words
        (-2, "-2"),  # a number
        (-1.5, "-1.5"),
        ("@ada", "'@ada"),
        ("\tx", "'\tx"),
        ("Ada, “A”", '"Ada, “A”"'),
        (None, ""),
        (date(2026, 3, 2), "2026-03-02"),
    ],
)
def test_a_cell_is_written_so(cell, written):
    assert text_of(csv_of(table([[cell, 1]]))) == f"name,settled\r\n{written},1\r\n"


def test_the_heading_is_sent_before_the_rows_are_asked_for():
    asked = []

    def rows():
        asked.append(True)
        yield ["Ada", 3]

    sent = iter(csv_of(Table("learners", ("name", "settled"), rows)).streaming_content)

    assert next(sent) == BOM_UTF8 + b"name,settled\r\n"
    assert not asked
    assert b"".join(sent) == b"Ada,3\r\n"


def test_many_rows_are_sent_in_pieces():
    response = csv_of(table([["Ada", n] for n in range(1_200)]))

    assert len(list(response.streaming_content)) == 4


def test_an_empty_table_is_an_empty_list():
    assert json.loads(text_of(json_of(table([])))) == []


def test_nobody_keeps_a_copy_on_the_way():
    response = csv_of(table([]))

    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == 'attachment; filename="learners.csv"'


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("zoë", "filename=\"zoe.json\"; filename*=UTF-8''zo%C3%AB.json"),
        ("自学-grid", "filename=\"grid.json\"; filename*=UTF-8''%E8%87%AA%E5%AD%A6-grid.json"),
    ],
)
def test_a_name_is_told_to_browsers_that_know_only_ascii(name, told):
    response = json_of(Table(name, ("name",), list))

    assert response["Content-Disposition"] == f"attachment; {told}"
