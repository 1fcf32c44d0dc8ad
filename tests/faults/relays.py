"""Relays that hang, trickle, put off, refuse, or close the connection when they have the mail."""

import re
from collections import defaultdict
from contextlib import suppress
from itertools import product

from bench.relay import STEPS
from tests.faults.crew import APP, HASTY, Program
from tests.faults.finding import Finding, delivery
from tests.faults.report import say, told
from tests.faults.stage import Stage

TITLE = "relays that misbehave"
LONG = {"steps": [*STEPS], "freed_within": 25.0}
SHORT = {"steps": ["end"], "freed_within": 8.0, "app": HASTY}  # in haste it is 2 s
MANNERS = ("hang", "trickle")

WAITS = [1, 2, 4, 8]  # minutes between five attempts
PUT_OFF_FOR_EVER = ("451.rcpt.9", "421.rcpt.9", "451.end.9")
HASTY_PATIENCE = 2  # seconds: see hasty.py
PUT_OFF = ("451.rcpt.2", "421.data.1", "drop.data.2")
REFUSED = ("550.rcpt.9", "550.end.9")
CUT_SHORT = ("drop.end.1", "mute.end.1")
ORDINARY = 20
ROUNDS = 60  # more than anything needs

_FREED = re.compile(r"send_mail\[[^]]+\] succeeded in ([0-9.]+)s")
_PUT_ASIDE = "UPDATE reminders_mail SET due_at = due_at + interval '50 minutes'"
_ONE_NOW = """
UPDATE reminders_mail SET due_at = now() - interval '1 minute' WHERE id = (
    SELECT min(mail.id) FROM reminders_mail mail JOIN accounts_user person ON person.id = recipient_id
    WHERE state = 'due' AND attempts = 0 AND starts_with(email, 'plain-')
) RETURNING id
"""
_NOW = "UPDATE reminders_mail SET due_at = now() - interval '1 minute' WHERE state = 'due' RETURNING id"
_WORKING = (
    "SELECT 1 FROM reminders_mail WHERE state IN ('claimed', 'sending') OR state = 'due' AND due_at <= now()"
)
_BEGUN = "SELECT 1 FROM reminders_mail WHERE id = %s AND (state IN ('sending', 'unknown') OR attempts > 0)"
_ROWS = """
SELECT email, state, attempts, ceil(extract(epoch FROM due_at - now()) / 60)::int
FROM reminders_mail JOIN accounts_user person ON person.id = recipient_id
WHERE email ~ '^[0-9a-z]+[.](rcpt|data|end)[.]'
"""


def play(stage: Stage, *, steps: list[str], freed_within: float, app: str = APP) -> Finding:
    make_due(stage, steps)
    freed = see_them_freed(stage, steps, freed_within, app)
    answers = see_answers(stage, app)
    return delivery(stage, but=(*PUT_OFF_FOR_EVER, *REFUSED)).add(freed).add(answers)


def make_due(stage: Stage, steps: list[str]) -> None:
    """A mail for each relay that hangs or trickles, and those to which another one answers oddly."""
    stage.make_due(len(MANNERS) * len(steps), address="plain-{}@crowd.example")
    for manner in (*PUT_OFF_FOR_EVER, *PUT_OFF, *REFUSED, *CUT_SHORT):
        stage.make_due(1, address=f"{manner}.{{}}@crowd.example")
    stage.make_due(ORDINARY)
    stage.plan()
    stage.sql(_PUT_ASIDE)


def see_them_freed(stage: Stage, steps: list[str], within: float, app: str) -> Finding:
    """Each worker has one mail and a relay that hangs or trickles at one step."""
    manners = list(product(MANNERS, steps))
    workers = [worker_with_relay(stage, number, *manner, app) for number, manner in enumerate(manners, 1)]
    for number, worker in enumerate(workers, 1):
        stage.wait(lambda one=worker: " ready." in one.log.read_text())
        give_one(stage, number)
    with suppress(TimeoutError):
        stage.wait(lambda: all(map(seconds_of, workers)), within + 1)
    ends = [seconds_of(worker) for worker in workers]
    finding = Finding({"slowest_seconds": max(ends) if all(ends) else "never"})
    stage.crew.dismiss()
    say(f"  {len(manners)} relays that hang or trickle: {told(finding.figures)}")
    for seconds, manner in zip(ends, manners, strict=True):
        freed = seconds is not None and seconds <= within
        finding.check(
            freed, f"{' at '.join(manner)}: {f'freed after {seconds} s' if seconds else 'never freed'}"
        )
    states = stage.states()
    maybe = len(MANNERS) * ("end" in steps)  # only at the end the relay may have the mail
    finding.check(states.get("unknown", 0) == maybe, f"{states} of those")
    return finding


def worker_with_relay(stage: Stage, number: int, manner: str, step: str, app: str) -> Program:
    relay = stage.another_relay(f"{manner}-{step}", manner, step)
    return stage.crew.worker(app, processes=1, EMAIL_URL=relay.url, REDIS_URL=stage.redis.url_of(number))


def give_one(stage: Stage, number: int) -> None:
    """A mail to the worker that listens to this database of Redis."""
    ((mail,),) = stage.sql(_ONE_NOW)
    stage.wake(redis=number)
    stage.wait(lambda: stage.sql(_BEGUN, mail))


def seconds_of(worker: Program) -> float | None:
    """Return how long its task took, if it has ended."""
    found = _FREED.search(worker.log.read_text())
    return float(found[1]) if found else None


def see_answers(stage: Stage, app: str) -> Finding:
    """What becomes of mails to which a relay that works otherwise answers oddly."""
    stage.crew.worker(app)
    waits = send_as_time_passes(stage)
    rows = {manner_of(address): (state, attempts) for address, state, attempts, _ in stage.sql(_ROWS)}
    finding = Finding({"waits": waits["451.rcpt.9"]})
    for manner in PUT_OFF_FOR_EVER:
        finding.check(
            rows[manner] == ("failed", 5) and waits[manner] == WAITS,
            f"{manner}: {rows[manner]}, {waits[manner]}",
        )
    for manner in PUT_OFF:
        finding.check(rows[manner][0] == "sent", f"{manner}: {rows[manner]}")
    for manner in REFUSED:
        finding.check(rows[manner] == ("failed", 1), f"{manner}: {rows[manner]}")
    for manner in CUT_SHORT:
        finding.check(rows[manner] == ("unknown", 1), f"{manner}: {rows[manner]}")
    stage.reconcile()
    send_as_time_passes(stage)
    return finding


def send_as_time_passes(stage: Stage) -> dict[str, list[int]]:
    """Until nothing is due, however late; return for how many minutes each was put off, time after time."""
    waits: dict[str, list[int]] = defaultdict(list)
    tried: dict[str, int] = {}
    for _ in range(ROUNDS):
        if not stage.sql(_NOW):
            return waits
        stage.wake()
        stage.wait(lambda: not stage.sql(_WORKING))
        for address, state, attempts, minutes in stage.sql(_ROWS):
            if state == "due" and attempts > tried.get(address, 0):
                waits[manner_of(address)].append(minutes)
            tried[address] = attempts
    raise TimeoutError(f"Something is due time and again: {stage.states()}")


def manner_of(address: str) -> str:
    return ".".join(address.split(".")[:3])


def control(stage: Stage, **_: object) -> Finding:
    """Those who rely on time-outs alone, which a relay that trickles never reaches; who send again anyway."""
    make_due(stage, ["end"])
    freed = see_them_freed(stage, ["end"], HASTY_PATIENCE + 2, "tests.faults.controls.stock_smtp")
    stage.let_leases_pass()
    answers = see_answers(stage, "tests.faults.controls.tries_again")
    found = delivery(stage, but=(*PUT_OFF_FOR_EVER, *REFUSED)).add(answers)
    return found.add(freed) if found.wrong and freed.wrong else Finding()  # each must be seen to be missing
