"""Playing scenarios, each with its control, on stages of their own."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from roadmap_site.local import locks
from roadmap_site.local.places import PROJECT
from tests.faults import kills, planners, postgres_restarted, races, redis_lost, relays, stopped, zones
from tests.faults.finding import Finding
from tests.faults.operator import Operator
from tests.faults.postgres import Postgres
from tests.faults.report import say
from tests.faults.stage import make_template, operator_of, set_up

HERE = PROJECT / "var" / "faults"
SCENARIOS: dict[str, ModuleType] = {
    scenario.__name__.rpartition(".")[2]: scenario
    for scenario in (kills, redis_lost, postgres_restarted, planners, stopped, races, zones, relays)
}


@dataclass
class Result:
    """Of a scenario and of its control."""

    scenario: Finding
    control: Finding
    seconds: float

    @property
    def holds(self) -> bool:
        return not self.scenario.wrong and bool(self.control.wrong)


@contextmanager
def house(name: str = "house", *, migrated: str = "", options: tuple[str, ...] = ()) -> Iterator["House"]:
    """One at a time in a checkout."""
    HERE.mkdir(parents=True, exist_ok=True)
    with locks.held(HERE / "lock", patience=600):
        folder = HERE / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        with Postgres.running(folder, options) as postgres, operator_of(postgres) as operator:
            make_template(postgres, operator, migrated)
            yield House(postgres, operator, folder)


@dataclass
class House:
    """Where stages are set up; PostgreSQL and its operator are the same for all."""

    postgres: Postgres
    operator: Operator
    folder: Path

    def play(self, name: str, length: str) -> Result:
        began = time.monotonic()
        found = self.play_scenario(name, length)
        say("  The control:")
        control = self.play_control(name, length)
        return Result(found, control, round(time.monotonic() - began, 1))

    def play_scenario(self, name: str, length: str) -> Finding:
        scenario = SCENARIOS[name]
        with set_up(self.postgres, self.operator, self.folder / name) as stage:
            return scenario.play(stage, **getattr(scenario, length))

    def play_control(self, name: str, length: str) -> Finding:
        scenario = SCENARIOS[name]
        with set_up(self.postgres, self.operator, self.folder / f"{name}-control") as stage:
            return scenario.control(stage, **getattr(scenario, length))
