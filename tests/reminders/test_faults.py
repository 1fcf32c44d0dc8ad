"""Short forms of `make faults`: real programs that are killed, stopped, doubled or left to hang."""

import pytest

from tests.faults import playing
from tests.programs import redis_server


@pytest.fixture(scope="module")
def house():
    redis_server()
    with playing.house("tests") as house:
        yield house


@pytest.mark.parametrize("scenario", playing.SCENARIOS)
def test_it_holds(house, scenario):
    assert house.play_scenario(scenario, "SHORT").wrong == []


@pytest.mark.full
@pytest.mark.parametrize("scenario", playing.SCENARIOS)
def test_its_control_does_not(house, scenario):
    assert house.play_control(scenario, "SHORT").wrong != []
