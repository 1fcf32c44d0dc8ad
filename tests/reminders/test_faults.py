"""Short forms of `make faults`: real programs that are killed, stopped, doubled or left to hang."""

import pytest

from tests.faults import playing
from tests.programs import redis_server


@pytest.fixture(scope="module")
def house():
    redis_server()
    with playing.house("tests") as house:
        yield house


pytestmark = pytest.mark.xdist_group("faults")  # one PostgreSQL is crashed by all
QUICK = ("races", "zones")


@pytest.mark.parametrize(
    "scenario",
    [name if name in QUICK else pytest.param(name, marks=pytest.mark.full) for name in playing.SCENARIOS],
)
def test_it_holds_and_its_control_does_not(house, scenario):
    result = house.play(scenario, "SHORT")

    assert result.scenario.wrong == []
    assert result.control.wrong != []
