"""Short forms of `make faults`: real programs that are killed, stopped, doubled or left to hang."""

import pytest
from django.conf import settings
from django.db import connection

from tests.faults import playing
from tests.faults.postgres import UNSYNCED
from tests.programs import redis_server


@pytest.fixture(scope="module")
def house(django_db_modify_db_settings):
    redis_server()
    migrated = connection.settings_dict["TEST"]["TEMPLATE"] if settings.LOCAL else ""
    with playing.house("tests", migrated=migrated, options=UNSYNCED) as house:
        yield house


@pytest.mark.parametrize("scenario", playing.SCENARIOS)
def test_it_holds(house, scenario):
    assert house.play_scenario(scenario, "SHORT").wrong == []


@pytest.mark.full
@pytest.mark.parametrize("scenario", playing.SCENARIOS)
def test_its_control_does_not(house, scenario):
    assert house.play_control(scenario, "SHORT").wrong != []
