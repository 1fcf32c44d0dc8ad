"""Reminders for 10,000 people who are due among many more: planned, claimed and sent."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from bench.crowds import make_learners
from bench.servers import connected, create_database, environment, manage
from roadmap_site.local.places import PROJECT, VAR

CROWD = "cairn_crowd"
DUE = 10_000
MOST_DUE = 0.5  # of the learners, where there are few

# What was sent before: a row for everybody who is not due
_OLD = """
INSERT INTO reminders_mail (
    recipient_id, kind, key, day, state, reason, due_at, expires_at, done_at, attempts
)
SELECT id, 'reminder', day::date::text, day::date, 'sent', '', day, day + interval '1 hour', day, 1
FROM accounts_user, LATERAL (SELECT %(at)s - interval '1 day' * (1 + id %% 30) AS day) dated
WHERE id > %(due)s
"""
_ANEW = "UPDATE reminders_mailchoices SET next_due_at = %(at)s WHERE person_id <= %(due)s"
_UNTOLD = "UPDATE reminders_mail SET state = 'due', claim = NULL, lease_until = NULL WHERE state = 'claimed'"


def mail_rows(learners: int) -> dict[str, dict[str, Any]]:
    """Nobody else is in the database. What is planned must be sent within the hour."""
    due = min(DUE, round(MOST_DUE * learners))
    at = datetime.now(UTC).replace(second=0, microsecond=0)
    create_database(CROWD)
    manage("load_content", database=CROWD)
    make(due, due=due, at=at)
    among_few = work("plan")
    tell("DELETE FROM reminders_mail", _ANEW, at=at, due=due)
    make(learners - due, due=0, at=at)
    planned = work("plan")
    tell(_OLD, "VACUUM ANALYZE reminders_mail", at=at, due=due)
    claimed = work("claim")
    tell(_UNTOLD, "VACUUM ANALYZE reminders_mail")
    with relay_at() as port:
        sent = work("send", EMAIL_URL=f"smtp://127.0.0.1:{port}")
    few = {"learners_few": due, "peak_mb_few": among_few["peak_mb"]}
    return {
        "plan_reminders": {**planned, "learners": learners, **few},
        "claim_reminders": {**claimed, "rows": learners},
        "send_reminders": sent,
    }


def make(number: int, *, due: int, at: datetime) -> None:
    with connected(CROWD) as connection:
        make_learners(connection, number, due=due, at=at)
        connection.execute("VACUUM ANALYZE")


def tell(*statements: str, **values: object) -> None:
    with connected(CROWD) as connection:
        for statement in statements:
            connection.execute(statement, values or None)


def work(*what: str, **more: str) -> dict[str, Any]:
    """Have a new process do it, and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.mail_work", *what],
        cwd=PROJECT,
        env=environment(CROWD, **more),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


@contextmanager
def relay_at() -> Iterator[int]:
    relay = subprocess.Popen(
        [sys.executable, "-m", "bench.relay", str(VAR / "relay.log")],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert relay.stdout is not None
        yield int(relay.stdout.readline())
    finally:
        relay.terminate()
        relay.wait()
