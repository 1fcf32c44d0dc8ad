"""Senders are stopped past their leases, as the lid of a laptop does it, and go on later."""

import signal
import time
from collections.abc import Sequence

from tests.faults.crew import APP, HASTY
from tests.faults.finding import Finding, delivery
from tests.faults.report import say
from tests.faults.stage import Stage

TITLE = "senders stopped past their leases"
SHORT = {"in_haste": True, "app": HASTY, "steps": ("end",)}
LONG = {}

BATCH = 50  # mails of a claim
STEPS = ("rcpt", "data", "end")  # where each sender stands still: the relay keeps it waiting there
LEASE = 121  # seconds
REACHED = 0.7  # seconds from the mail's turn until the step, and less than a hasty sender's patience
HASTY_LEASE = 2  # later than a hasty sender sends anything
LATE, HASTY_LATE = 5, 3  # seconds that the relay takes: longer than a hasty sender waits for it

_ODD = "UPDATE accounts_user SET email = 'late.' || %s::text || '.' || %s::text || '.' || email WHERE id = %s"
_IN_ORDER = """
UPDATE reminders_mail SET due_at = due_at - interval '30 minutes' + recipient_id * interval '1 millisecond'
WHERE state = 'due'
"""
_AT_WORK = """
SELECT 1 FROM reminders_mail mail JOIN accounts_user person ON person.id = recipient_id
WHERE state = 'sending' AND starts_with(email, 'late.' || %s)
"""


def play(stage: Stage, *, in_haste: bool = False, app: str = APP, steps: Sequence[str] = STEPS) -> Finding:
    """Once the log is asked before they go on, and in the long form once only afterwards."""
    stage.crew.worker()
    play_once(stage, app, steps, in_haste=in_haste, between=True)
    if not in_haste:
        play_once(stage, app, steps, in_haste=in_haste, between=False)
    stage.reconcile()
    stage.let_leases_pass()
    send_the_rest(stage)
    return delivery(stage, stopped=len(steps) if in_haste else 2 * len(steps))


def play_once(stage: Stage, app: str, steps: Sequence[str], *, in_haste: bool, between: bool) -> None:
    senders = [
        stage.crew.worker(app, processes=1, REDIS_URL=stage.redis.url_of(number))
        for number, _ in enumerate(steps, start=1)
    ]
    make_due(stage, steps, HASTY_LATE if in_haste else LATE)
    for number, (sender, step) in enumerate(zip(senders, steps, strict=True), start=1):
        stage.wake(redis=number)
        stage.wait(lambda now=step: stage.sql(_AT_WORK, now))
        time.sleep(REACHED)
        sender.signal(signal.SIGSTOP)
        say(f"  a sender is stopped at {step.upper()}")
    if in_haste:
        stage.let_leases_pass()
    time.sleep(HASTY_LEASE if in_haste else LEASE)
    send_the_rest(stage)
    stage.wait(lambda: _taken_late(stage))
    if between:  # an operator claims that the log is whole, which it is not
        stage.reconcile()
        send_the_rest(stage)
    say(f"  they go on, {stage.relay.count()} mails are sent")
    for sender in senders:
        sender.signal(signal.SIGCONT)
    stage.wait(lambda: all("succeeded in" in sender.log.read_text() for sender in senders))
    stage.crew.dismiss(*senders)


def _taken_late(stage: Stage) -> bool:
    """The relay has what was sent as a whole, though nobody listened any more."""
    return any(one["recipient"].startswith("late.end.") for one in stage.relay.taken())


def make_due(stage: Stage, steps: Sequence[str], late: int) -> None:
    """A batch for each sender, in which the first is the one that is kept waiting."""
    number = len(steps) * BATCH
    stage.make_due(number)
    ((last,),) = stage.sql("SELECT max(id) FROM accounts_user")
    for position, step in enumerate(steps):
        stage.sql(_ODD, step, late, last - number + position * BATCH + 1)
    stage.plan()
    stage.sql(_IN_ORDER)


def send_the_rest(stage: Stage) -> None:
    stage.wake()
    stage.drain()


def control(stage: Stage, *, steps: Sequence[str] = STEPS, **_: object) -> Finding:
    """Those who look at no lease and no clock."""
    return play(stage, in_haste=True, app="tests.faults.controls.no_lease_check", steps=steps)
