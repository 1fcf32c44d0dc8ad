"""A line is solid where its stations are complete, and two rails ahead of the others."""

from types import SimpleNamespace

import pytest

from progress.learning.pages.strip import Station, strip
from tests.pages.markup import read


def drawn(*complete: bool, **options):
    stations = tuple(Station(f"S{at}", float(done), done) for at, done in enumerate(complete))
    return read(SimpleNamespace(content=strip(stations, None, "Said", **options).encode()))


@pytest.mark.parametrize(
    "complete, rails",
    [
        ((), []),
        ((True,), []),  # a station has no line behind it
        ((False,), []),
        ((True, False), []),
        ((False, True), [("0%", "100%")]),
        ((False, False, False), [("0%", "100%")]),  # one stretch
        ((True, False, True, False, False), [("25%", "50%"), ("75%", "100%")]),
    ],
)
def test_rails_lead_on_from_what_is_not_complete(complete, rails):
    line = drawn(*complete)

    assert [(hollow["x1"], hollow["x2"]) for hollow in line.all("line", class_="hollow")] == rails
    assert len(line.all("line", class_="casing")) == (len(complete) > 1)
    assert len(line.all("circle", class_="done")) == sum(complete)


def test_the_names_of_stations_are_text():
    station = Station("<b>&", 0.0, complete=False)

    assert "&lt;b&gt;&amp;" in strip((station,), None, "Said", named=True)
