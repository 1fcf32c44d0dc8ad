"""A mail that may have been taken is sent again, as if it had been put off."""

from progress.reminders.ledger import finishing
from progress.reminders.sending.relay import Answer
from progress.reminders.sending.sender import FINISH
from tests.faults.hasty import app

__all__ = ["app"]

FINISH[Answer.UNKNOWN] = finishing.later
