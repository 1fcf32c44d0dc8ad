"""PostgreSQL crashes in mid-batch, again and again."""

import time

from tests.faults.crew import APP
from tests.faults.finding import Finding, delivery
from tests.faults.kills import start
from tests.faults.report import say
from tests.faults.stage import PLAN, Stage

TITLE = "PostgreSQL restarted"
SHORT = {"mails": 500, "restarts": 1, "in_haste": True}
LONG = {"mails": 10_000, "restarts": 5}
AWAY, AWAY_IN_HASTE = 1, 0.3  # seconds: senders look once in vain, at least
LAST = 0.7  # of the mails are sent by the last crash
DRAINED = 120  # seconds after it is back


def play(stage: Stage, *, mails: int, restarts: int, in_haste: bool = False, app: str = APP) -> Finding:
    stage.make_due(mails)
    start(stage, app, in_haste=in_haste)
    stage.wake(PLAN)
    for number in range(1, restarts + 1):
        stage.wait(lambda n=number: stage.relay.count() >= mails * LAST * n / restarts)
        stage.postgres.crash()
        time.sleep(AWAY_IN_HASTE if in_haste else AWAY)
        stage.postgres.start()
        stage.wake()
        say(f"  {number} of {restarts} restarts, {stage.relay.count()} of {mails} mails sent")
    took = stage.drain(2 * DRAINED, in_haste=in_haste)
    unknown = stage.states().get("unknown", 0)
    stage.reconcile()
    stage.drain(in_haste=in_haste)
    finding = delivery(stage, restarts=restarts, unknown=unknown, drained_after=round(took, 1))
    finding.check(took <= DRAINED, f"drained only {took:.0f} s after PostgreSQL was back")
    return finding


def control(stage: Stage, *, mails: int, restarts: int, **_: bool) -> Finding:
    """Those who send a batch in one transaction: what was sent is forgotten with it."""
    app = "tests.faults.controls.one_transaction"
    often = max(restarts, 3)  # a crash between two batches does no harm
    return play(stage, mails=min(mails, 2_000), restarts=often, in_haste=True, app=app)
