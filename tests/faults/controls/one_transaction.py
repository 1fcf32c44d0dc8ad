"""A batch is claimed, sent and marked in one transaction."""

from django.db import transaction

from progress.reminders.sending import sender
from roadmap_site.celery import app

__all__ = ["app"]

send_in_steps = sender.send_due


def send_in_one_transaction(clock):
    while True:
        with transaction.atomic():
            batches = send_in_steps(clock)
            ends = next(batches, None)
            batches.close()
        if ends is None:
            return
        yield ends


sender.send_due = send_in_one_transaction

from progress.reminders import tasks  # noqa: E402 - it takes what it finds there

assert tasks.send_due is send_in_one_transaction
