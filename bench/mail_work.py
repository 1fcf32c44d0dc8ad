"""What planners and senders do, timed: `python -m bench.mail_work plan|claim|send` prints figures as JSON.

Sending is compared with the shortest program that sends the same messages over one connection,

    for message in messages:
        connection.send_message(message)

and with one that has only bytes to pass on.
"""

import json
import os
import resource
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from statistics import median, quantiles
from typing import Any

import django

ROUNDS = 10  # of each way to send, in turns
BARE = 500  # messages that a bare loop sends in a round
SENDERS = 2  # processes of a worker, as in docker-compose.yml
SENDER = "noreply@bench.example"


def plan() -> dict[str, Any]:
    from django.utils import timezone

    from progress.reminders.schedule.planning import plan

    began = time.perf_counter()
    people = sum(planned.people for planned in plan(timezone.now()))
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"took_s": round(took, 2), "people": people, "peak_mb": round(peak, 1)}


def claim() -> dict[str, Any]:
    from django.utils import timezone

    from progress.reminders.ledger import claiming

    times, claimed, found = [], 0, 1
    while found:
        began = time.perf_counter()
        found = len(claiming.claim(timezone.now()))
        times.append(1000 * (time.perf_counter() - began))
        claimed += found
    return {"due": claimed, "p50_ms": round(median(times), 2), "p95_ms": round(quantiles(times, n=20)[18], 2)}


def send() -> dict[str, Any]:
    """Half of them by one sender, in turns with the bare loops; then the others as a worker does."""
    from django.utils import timezone

    from progress.reminders.models import Mail
    from progress.reminders.sending.sender import send_due

    bare = Bare.of_some()
    in_a_round = Mail.objects.filter(state="due").count() // 2 // ROUNDS
    batches: Any = send_due(timezone.now)
    rounds = [
        (rate(bare.messages), rate(bare.octets), rate(partial(send_some, batches, in_a_round)))
        for _ in range(ROUNDS)
    ]
    batches.close()
    with_messages, with_octets, one_sender = (list(rates) for rates in zip(*rounds, strict=True))
    worker = rate(Senders().send)
    with_messages.append(rate(bare.messages))
    return {
        "per_second": round(worker),
        "ratio": round(worker / median(with_messages), 3),
        "bare_per_second": round(median(with_messages)),
        "one_sender_ratio": ratio(one_sender, with_messages),
        "one_sender_ratio_to_bytes": ratio(one_sender, with_octets),
    }


def rate(send: Callable[[], int]) -> float:
    """Mails a second."""
    began = time.perf_counter()
    number = send()
    return number / (time.perf_counter() - began)


def ratio(ours: list[float], bare: list[float]) -> float:
    return round(median(one / other for one, other in zip(ours, bare, strict=False)), 3)


def send_some(batches: Iterator[Any], number: int) -> int:
    sent = 0
    while sent < number:
        sent += sum(next(batches).values())
    return sent


@dataclass
class Bare:
    """Messages that our senders would send, and a connection to the same relay."""

    connection: smtplib.SMTP
    written: list[tuple[str, bytes]]
    parsed: list[EmailMessage]

    @classmethod
    def of_some(cls) -> "Bare":
        from django.conf import settings

        written = list(_written(BARE))
        parsed: list[Any] = [message_from_bytes(octets, policy=SMTP) for _, octets in written]
        return cls(smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT), written, parsed)

    def messages(self) -> int:
        for message in self.parsed:
            self.connection.send_message(message)
        return len(self.parsed)

    def octets(self) -> int:
        for recipient, octets in self.written:
            self.connection.sendmail(SENDER, [recipient], octets)
        return len(self.written)


def _written(number: int) -> Iterator[tuple[str, bytes]]:
    """Those of mails that stay due."""
    from django.db import transaction
    from django.utils import timezone

    from progress.reminders import letters
    from progress.reminders.ledger import claiming

    with transaction.atomic():
        mails = claiming.claim(timezone.now(), most=number)
        transaction.set_rollback(True)
    contents = letters.read_contents(mails, timezone.now())
    for mail in mails:
        message: Any = letters.write(mail, contents, mail.at, done_today=False).message()
        yield mail.to, message.as_bytes(linesep="\r\n")


class Senders:
    """A worker's processes, which have started when the clock does."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "bench.mail_work", "sender"]
        self.processes = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(SENDERS)
        ]
        self._read()

    def send(self) -> int:
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return sum(self._read())

    def _read(self) -> list[int]:
        return [int(process.stdout.readline()) for process in self.processes if process.stdout is not None]


def sender() -> int:
    """One of several: says 0 when it is ready, and in the end how many it has sent."""
    from django.db import connection
    from django.utils import timezone

    from progress.reminders.sending.sender import send_due

    connection.ensure_connection()
    print(0, flush=True)
    sys.stdin.readline()
    return sum(sum(ends.values()) for ends in send_due(timezone.now))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    print(json.dumps({"plan": plan, "claim": claim, "send": send, "sender": sender}[sys.argv[1]]()))
