"""Several planners and two beats at once."""

from datetime import datetime

from psycopg import Connection

from tests.faults.crew import HASTY
from tests.faults.finding import Finding
from tests.faults.report import say
from tests.faults.stage import Stage

TITLE = "planners and beats at once"
SHORT = {"people": 1_000, "planners": 2, "rounds": 2}
LONG = {"people": 2_000, "planners": 8, "rounds": 10}
BEATS = 2

_WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
_DOUBLED = """
SELECT count(*) FROM (
    SELECT FROM reminders_mail GROUP BY recipient_id, kind, key HAVING count(*) > 1
) doubled
"""
_ROWS = "SELECT count(*) FROM reminders_mail WHERE day IS NOT NULL"
# What was planned makes room, as if it had been for another date
_MAKE_ROOM = "UPDATE reminders_mail SET key = key || ' round ' || %s, day = NULL WHERE day IS NOT NULL"
_ANEW = "UPDATE reminders_mailchoices SET next_due_at = %s"


def play(stage: Stage, *, people: int, planners: int, rounds: int, unguarded: bool = False) -> Finding:
    due = stage.make_due(people)
    how = ["--unguarded"] if unguarded else []
    with stage.postgres.connect(stage.database) as gates:
        for number in range(1, rounds + 2):
            gates.execute("SELECT pg_advisory_lock(%s)", [number])
        for one in range(planners):
            stage.crew.add(f"planner-{one}", ["tests.faults.planning", str(rounds), *how])
        stage.crew.worker(HASTY)
        for _ in range(BEATS):
            stage.crew.beat(HASTY)
        wrong = [play_round(stage, gates, number, due, planners, people) for number in range(1, rounds + 1)]
    figures = {"people": people, "planners": planners, "beats": BEATS, "rounds": rounds}
    return Finding(figures, [one for found in wrong for one in found])


def play_round(
    stage: Stage, gates: Connection, number: int, due: datetime, planners: int, people: int
) -> list[str]:
    """In every other one it is all planned already."""
    wait_until_all_stand_at(gates, number, planners, stage)
    if number % 2:
        gates.execute(_MAKE_ROOM, [number])
    gates.execute(_ANEW, [due])
    gates.execute("SELECT pg_advisory_unlock(%s)", [number])
    wait_until_all_stand_at(gates, number + 1, planners, stage)
    ((doubled,),) = stage.sql(_DOUBLED)
    ((rows,),) = stage.sql(_ROWS)
    say(f"  round {number}: {rows} rows for {people} people")
    wrong = [f"round {number}: {doubled} keys have more than one row"] if doubled else []
    return wrong + ([f"round {number}: {rows} rows for {people} people"] if rows != people else [])


def wait_until_all_stand_at(gates: Connection, number: int, planners: int, stage: Stage) -> None:
    stage.wait(lambda: gates.execute(_WAITING, [number]).fetchone() == (planners,))


def control(stage: Stage, **how: int) -> Finding:
    """Without locks on the rows, and without the unique indexes."""
    for name in ("mail_unique", "mail_one_a_day"):
        stage.sql(f"DROP INDEX {name}")
    return play(stage, unguarded=True, **how)
