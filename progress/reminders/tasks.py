"""Celery only wakes: planning and sending find what there is to do in the ledger."""

from collections.abc import Iterable
from itertools import chain
from time import monotonic

from celery import shared_task
from django.utils import timezone

from progress.reminders.ledger.forgetting import forget
from progress.reminders.schedule.planning import bring_back, plan
from progress.reminders.sending.sender import send_due

LONGEST = 200  # seconds; well below the limits of a task


@shared_task
def plan_mail() -> None:
    """Plan what is due, and send it."""
    now = timezone.now()
    _within_limits(chain(bring_back(now), plan(now)))
    send_mail()


@shared_task
def send_mail() -> None:
    _within_limits(send_due(timezone.now))


@shared_task
def forget_mails() -> None:
    _within_limits(forget(timezone.now()))


def _within_limits(steps: Iterable[object]) -> None:
    """What is left is done by the next task."""
    end = monotonic() + LONGEST
    for _ in steps:
        if monotonic() > end:
            break
