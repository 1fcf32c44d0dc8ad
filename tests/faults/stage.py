"""Where a scenario plays: a database, a Redis, a relay and a crew that nobody else has."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from celery import Celery

from bench.crowds import make_learners
from roadmap_site.local.places import PROJECT
from tests.faults.crew import Crew
from tests.faults.operator import PLANNING, Operator
from tests.faults.postgres import Postgres
from tests.faults.redis import Redis
from tests.faults.relay import Relay
from tests.local.copies import clean_environment

PATIENCE = 180  # seconds
QUIET = 0.3  # seconds without a mail, in haste
TEMPLATE = "faults"
PLAN, SEND = (f"progress.reminders.tasks.{name}_mail" for name in ("plan", "send"))
UNSETTLED = ("due", "claimed", "sending")


@dataclass
class Stage:
    folder: Path
    postgres: Postgres
    redis: Redis
    relay: Relay
    operator: Operator
    database: str
    crew: Crew = field(init=False)
    relays: list[Relay] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.crew = Crew(self.folder, self.environment)

    @property
    def environment(self) -> dict[str, str]:
        """Of a site in production."""
        return environment(self.postgres.url(self.database), self.redis.url_of(0), self.relay.url)

    def run(self, *module: str) -> str:
        """Run `python -m module …` as a program of the site; return what it printed."""
        done = subprocess.run(
            [sys.executable, *module],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(module)} ended with status {done.returncode}:\n{done.stdout}")
        return done.stdout

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.postgres.connect(self.database) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def make_due(self, number: int, **how: str) -> datetime:
        """So many learners who want a reminder in this minute, which is returned."""
        at = datetime.now(UTC).replace(second=0, microsecond=0)
        with self.postgres.connect(self.database) as connection:
            make_learners(connection, number, due=number, at=at, **how)
        return at

    def another_relay(self, name: str, manner: str, step: str) -> Relay:
        relay = Relay(self.folder / f"{name}.log", manner, step)
        relay.start()
        self.relays.append(relay)
        return relay

    def wake(self, task: str = SEND, *, redis: int = 0) -> None:
        """As a beat does, in one of Redis' databases."""
        with Celery(broker=self.redis.url_of(redis)) as app:
            app.send_task(task, ignore_result=True, retry=False)

    def plan(self) -> None:
        """Without sending anything."""
        self.operator.do(self.database, PLANNING)

    def states(self) -> dict[str, int]:
        return dict(self.sql("SELECT state, count(*) FROM reminders_mail GROUP BY state"))

    def waiting(self) -> int:
        return sum(number for state, number in self.states().items() if state in UNSETTLED)

    def wait(self, true: Callable[[], object], within: float = PATIENCE) -> float:
        """Until it is true, tending the crew as a supervisor would; return the seconds that it took."""
        began = time.monotonic()
        while not true():
            if time.monotonic() - began > within:
                raise TimeoutError(f"Nothing came of it in {within} s; {self.states()}, {self.folder}")
            self.crew.tend()
            time.sleep(0.05)
        return time.monotonic() - began

    def drain(self, within: float = PATIENCE, *, in_haste: bool = False) -> float:
        """Until nothing waits; in haste, two minutes go by and a beat comes whenever nobody sends."""
        if not in_haste:
            return self.wait(lambda: not self.waiting(), within)
        return self.wait(lambda: not self.waiting() or (self._is_quiet() and self._hasten()), within)

    def _is_quiet(self) -> bool:
        before = self.relay.count()
        time.sleep(QUIET)
        return self.relay.count() == before

    def _hasten(self) -> None:
        self.let_leases_pass()
        self.sql("UPDATE reminders_mail SET due_at = due_at - interval '120 seconds' WHERE state = 'due'")
        self.wake()

    def let_leases_pass(self) -> None:
        """As if two minutes had gone by; where senders live, only for those that dead ones had."""
        self.sql("UPDATE reminders_mail SET lease_until = lease_until - interval '120 seconds'")

    def reconcile(self) -> None:
        """By the relays' logs, as if an hour had gone by since."""
        self.sql("UPDATE reminders_mail SET done_at = done_at - interval '1 hour' WHERE state = 'unknown'")
        logs = [part for relay in self.all_relays() for part in ("--log", str(relay.log))]
        until = datetime.now(UTC).isoformat()
        self.operator.do(self.database, "reconcile_reminders", *logs, "--complete-until", until)

    def all_relays(self) -> list[Relay]:
        return [self.relay, *self.relays]


def environment(database: str, redis: str, relay: str) -> dict[str, str]:
    return clean_environment() | {
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "EMAIL_URL": relay,
        "SECRET_KEY": "faults" * 10,
        "SITE_URL": "http://faults.example",
        "ALLOWED_HOSTS": "faults.example",
    }


@contextmanager
def set_up(postgres: Postgres, operator: Operator, folder: Path) -> Iterator[Stage]:
    """Nobody knows anybody here, but the site's content is loaded."""
    folder.mkdir(parents=True)
    database = folder.name.replace("-", "_")
    redis, relay = Redis(folder / "redis"), Relay(folder / "taken.log")
    with postgres.connect() as connection:
        connection.execute(f'CREATE DATABASE "{database}" TEMPLATE {TEMPLATE}')
    redis.start()
    relay.start()
    stage = Stage(folder, postgres, redis, relay, operator, database)
    try:
        yield stage
    finally:
        stage.crew.dismiss()
        for one in stage.all_relays():
            one.stop()
        redis.kill()


def operator_of(postgres: Postgres) -> AbstractContextManager[Operator]:
    """One who starts nothing and sends nothing."""
    return Operator.at_work(environment(postgres.url(TEMPLATE), "redis://127.0.0.1:1", "smtp://127.0.0.1:1"))


def make_template(postgres: Postgres, operator: Operator, migrated: str) -> None:
    """With the tables of a database `migrated` that the embedded server has, or else with new ones."""
    with postgres.connect() as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    if migrated:
        postgres.copy(migrated, TEMPLATE)
    else:
        operator.do(TEMPLATE, "migrate", "--verbosity=0", "--no-input")
    operator.do(TEMPLATE, "load_content")
