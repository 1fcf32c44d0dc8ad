"""Redis dies in mid-batch and forgets everything."""

import time

from tests.faults.crew import APP
from tests.faults.finding import Finding, delivery
from tests.faults.kills import start
from tests.faults.report import say
from tests.faults.stage import PLAN, Stage

TITLE = "Redis killed and flushed"
SHORT = {"mails": 600, "away": 0.5, "in_haste": True}
LONG = {"mails": 10_000, "away": 10}  # seconds
DRAINED = 120  # seconds after it is back


def play(stage: Stage, *, mails: int, away: float, in_haste: bool = False, app: str = APP) -> Finding:
    stage.make_due(mails)
    start(stage, app, in_haste=in_haste)
    stage.wake(PLAN)
    stage.wait(lambda: stage.relay.count() >= mails / 4)
    stage.redis.kill()
    stage.redis.flush()
    sent = stage.relay.count()
    say(f"  Redis is gone, {sent} of {mails} mails are sent")
    time.sleep(away)
    stage.redis.start()
    took = stage.drain(2 * DRAINED, in_haste=in_haste)
    stage.reconcile()
    stage.drain(in_haste=in_haste)
    finding = delivery(stage, sent_before=sent, drained_after=round(took, 1))
    finding.check(sent < mails, "Redis was lost only when all was sent")
    finding.check(took <= DRAINED, f"drained only {took:.0f} s after Redis was back")
    return finding


def control(stage: Stage, *, mails: int, **_: float) -> Finding:
    """Those whose queue is in Redis: a message for each mail, and nobody who looks into the ledger."""
    mails = min(mails, 2_000)
    stage.make_due(mails)
    start(stage, "tests.faults.controls.queued_in_redis", in_haste=True)
    stage.wake(PLAN)
    stage.wait(lambda: stage.relay.count() >= mails / 4)
    stage.redis.kill()
    stage.redis.flush()
    stage.redis.start()
    stage.wait(lambda: is_quiet(stage))
    return delivery(stage)


def is_quiet(stage: Stage, seconds: float = 3) -> bool:
    """Whether nothing was taken for a while."""
    before = stage.relay.count()
    time.sleep(seconds)
    return stage.relay.count() == before
