"""Senders are killed in the middle of their work, again and again."""

import random
import time

from tests.faults.crew import APP, PROCESSES
from tests.faults.finding import Finding, delivery
from tests.faults.report import say
from tests.faults.stage import PLAN, Stage

TITLE = "senders killed"
SHORT = {"mails": 400, "kills": 2, "in_haste": True}
LONG = {"mails": 10_000, "kills": 20}
WORKERS = 2
LAST_KILL = 0.7  # of the mails are sent by then


def play(stage: Stage, *, mails: int, kills: int, in_haste: bool = False, app: str = APP) -> Finding:
    began, chosen = time.monotonic(), random.Random(1)
    stage.make_due(mails)
    start(stage, app, in_haste=in_haste)
    stage.wake(PLAN)
    for number in range(1, kills + 1):
        stage.wait(lambda n=number: stage.relay.count() >= mails * LAST_KILL * n / kills)
        stage.crew.kill_a_sender(chosen)
        for _ in range(PROCESSES):  # two send at once
            stage.wake()
        say(f"  {number} of {kills} killed, {stage.relay.count()} of {mails} mails sent")
    stage.drain(in_haste=in_haste)
    unknown = stage.states().get("unknown", 0)
    stage.reconcile()
    stage.drain(in_haste=in_haste)
    return delivery(stage, kills=kills, unknown=unknown, seconds=round(time.monotonic() - began))


def start(stage: Stage, app: str = APP, *, in_haste: bool) -> None:
    """In haste there is one worker, with two processes, and nobody waits for a beat."""
    for _ in range(1 if in_haste else WORKERS):
        stage.crew.worker(app)
    if not in_haste:
        stage.crew.beat(app)


def control(stage: Stage, *, mails: int, kills: int, **how: bool) -> Finding:
    """Those who select what is due, send it and mark it afterwards."""
    some = max(400, mails // 5)  # few are sent before anybody is killed
    return play(stage, mails=some, kills=kills, in_haste=True, app="tests.faults.controls.select_send_mark")
