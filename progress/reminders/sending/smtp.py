"""SMTP that never waits for long, and knows whether a mail that was cut short may have been taken.

A message with an attribute `not_after` is not sent later than that.
"""

import re
import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.utils import parseaddr
from functools import lru_cache, partial
from math import inf
from threading import Event, Thread
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp
from django.core.mail.message import sanitize_address

from progress.reminders.sending.clock import running

PATIENCE = 24  # seconds for one mail, connecting included; EMAIL_TIMEOUT is for one answer
PATIENCE_FOR_GOODBYE = 2
LOOKS = 0.2  # seconds between two looks at the clock

_PLAIN = re.compile(r"[a-z0-9._+-]+@[a-z0-9.-]+", re.IGNORECASE)


class Watched(smtplib.SMTP):
    """`may_be_taken` is true from the end of our message until the relay has answered to it (RFC 1047)."""

    may_be_taken = False
    not_after = inf  # as `running` tells time

    def __init__(self, connecting: Callable[["Watched"], None], *args: Any, **options: Any) -> None:
        connecting(self)
        super().__init__(*args, **options)

    def getreply(self) -> tuple[int, bytes]:
        code, words = super().getreply()
        if code == 354 and running() > self.not_after:
            raise TimeoutError("too late to send it")
        self.may_be_taken = code == 354
        return code, words

    def cut(self) -> None:
        """Have whoever waits for the relay wait no longer."""
        if isinstance(self.sock, socket.socket):
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class WatchedTLS(Watched, smtplib.SMTP_SSL):
    pass


@lru_cache
def in_envelope(address: str) -> str:
    """Return it without a name. Raise ValueError for one that can't be."""
    return address if _PLAIN.fullmatch(address) else parseaddr(sanitize_address(address, "utf-8"))[1]


@lru_cache
def is_exact(address: str) -> bool:
    """Whether it stands in the envelope as it is; another one could be somebody else's.

    A host may be written in its other form (RFC 5890).
    """
    try:
        written = in_envelope(address)
    except ValueError:
        return False
    name, _, host = address.rpartition("@")
    its_name, _, its_host = written.rpartition("@")
    return its_name == name and (its_host == host or not host.isascii())


class Watchdog(Thread):
    """Calls when something takes longer than it may; looks a few times a second until it is `over`."""

    until = inf  # by the clock `running`

    def __init__(self, call: Callable[[], None]) -> None:
        super().__init__(name="watchdog", daemon=True)
        self.call, self.over = call, Event()

    def run(self) -> None:
        while not self.over.wait(LOOKS):
            if running() > self.until:
                self.until = inf
                self.call()


class EmailBackend(smtp.EmailBackend):
    """Django's, cut short: a relay that trickles would pass every time-out."""

    _watched: Watched | None = None
    _watchdog: Watchdog | None = None
    _began: float | None = None  # to connect, for the mail that comes next

    @property
    def connection_class(self) -> Callable[..., smtplib.SMTP]:  # type: ignore[override]
        return partial(WatchedTLS if self.use_ssl else Watched, self._watch)

    @property
    def may_be_taken(self) -> bool:
        return self._watched is not None and self._watched.may_be_taken

    def open(self) -> bool | None:
        if self.connection:
            return False
        self._began = running()
        with self._until(self._began + PATIENCE):
            return super().open()

    def close(self) -> None:
        """A relay that has no good-bye for us is left without one."""
        try:
            with self._until(running() + PATIENCE_FOR_GOODBYE):
                super().close()
        finally:
            self._dismiss_watchdog()

    def _send(self, email_message: EmailMessage) -> bool:
        recipients = [in_envelope(address) for address in email_message.recipients()]
        if not recipients:
            return False
        assert self._watched is not None  # noqa: S101 - it was opened
        self._watched.not_after = getattr(email_message, "not_after", inf)
        began, self._began = self._began or running(), None
        written: Any = email_message.message()
        with self._until(began + PATIENCE):
            self._watched.sendmail(
                in_envelope(email_message.from_email), recipients, written.as_bytes(linesep="\r\n")
            )
        return True

    def _watch(self, connection: Watched) -> None:
        self._watched = connection

    @contextmanager
    def _until(self, instant: float) -> Iterator[None]:
        if self._watchdog is None:
            self._watchdog = Watchdog(self._cut)
            self._watchdog.start()
        self._watchdog.until = instant
        try:
            yield
        finally:
            self._watchdog.until = inf

    def _dismiss_watchdog(self) -> None:
        if self._watchdog is not None:
            self._watchdog.over.set()
            self._watchdog = None

    def _cut(self) -> None:
        if self._watched is not None:
            self._watched.cut()
