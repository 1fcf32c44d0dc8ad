"""The numbers as Prometheus reads them; docs/operations.md says what to make of them."""

from collections import Counter
from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from progress.reminders.ledger.stopping import STOPPED
from progress.reminders.models import Kind, MailState, Suppression
from progress.reminders.numbers import Numbers
from progress.reminders.schedule.events import NO_LONGER
from progress.reminders.schedule.rules import RULES, SILENT

WAITING = (MailState.DUE, MailState.CLAIMED, MailState.SENDING, MailState.UNKNOWN)
ENDED = (MailState.SENT, MailState.FAILED, MailState.SKIPPED)
REASONS = (*(rule for rule in RULES if rule not in SILENT), "active", STOPPED, NO_LONGER)


def exposition(numbers: Numbers, accept: str) -> tuple[bytes, str]:
    """Return the text and its type, in the form that a scraper says it accepts."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once(numbers))
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


class _Once(Collector):
    """What is zero is told as well, so that alarms and drawings have something to compare with."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers

    def collect(self) -> Iterable[GaugeMetricFamily]:
        numbers = self.numbers
        yield _gauge(
            "oldest_due_seconds", "How long the oldest due mail waits", numbers.oldest_due.total_seconds()
        )
        yield _gauge(
            "planner_lag_seconds", "How long somebody waits for the planner", numbers.lag.total_seconds()
        )
        yield _gauge("waiting_retried", "Mails that are due after an attempt", numbers.retried)
        yield _by_kind("waiting", "Mails that have not ended, or unknown how", WAITING, numbers.waiting)
        yield _by_kind("ended_24h", "Mails that ended in the last 24 hours", ENDED, numbers.ended)
        yield _gauge("attempts_24h", "Attempts at mails that ended in the last 24 hours", numbers.attempts)
        yield _labelled(
            "skipped_24h", "Mails skipped in the last 24 hours", "reason", REASONS, numbers.skipped
        )
        whys = Suppression.Why.values
        yield _labelled(
            "suppressed_24h", "Addresses given up in the last 24 hours", "why", whys, numbers.suppressed
        )


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"cairn_mail_{name}", words, value)


def _by_kind(
    name: str, words: str, states: Iterable[MailState], rows: Mapping[tuple[MailState, Kind], int]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"cairn_mail_{name}", words, labels=["state", "kind"])
    for state in states:
        for kind in Kind:
            family.add_metric([state.value, kind.value], rows[state, kind])
    return family


def _labelled(
    name: str, words: str, label: str, known: Iterable[str], counted: Counter[str]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"cairn_mail_{name}", words, labels=[label])
    for value in dict.fromkeys((*known, *counted)):
        family.add_metric([value], counted[value])
    return family
