"""SMTP that never waits for long, and knows whether a mail that was cut short may have been taken.

A message with an attribute `not_after` is not sent later than that.
"""

import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from math import inf
from threading import Timer
from time import monotonic
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

PATIENCE = 24  # seconds for one mail, connecting included; EMAIL_TIMEOUT is for one answer


class Watched(smtplib.SMTP):
    """`may_be_taken` is true from the end of our message until the relay has answered to it (RFC 1047)."""

    may_be_taken = False
    not_after = inf  # by the monotonic clock, which goes on while a process is stopped

    def __init__(self, connecting: Callable[["Watched"], None], *args: Any, **options: Any) -> None:
        connecting(self)
        super().__init__(*args, **options)

    def getreply(self) -> tuple[int, bytes]:
        code, words = super().getreply()
        if code == 354 and monotonic() > self.not_after:
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


class EmailBackend(smtp.EmailBackend):
    """Django's, cut short: a relay that trickles would pass every time-out."""

    _watched: Watched | None = None

    @property
    def connection_class(self) -> Callable[..., smtplib.SMTP]:  # type: ignore[override]
        return partial(WatchedTLS if self.use_ssl else Watched, self._watch)

    @property
    def may_be_taken(self) -> bool:
        return self._watched is not None and self._watched.may_be_taken

    def open(self) -> bool | None:
        with self._patience():
            return super().open()

    def _send(self, email_message: EmailMessage) -> bool:
        if self._watched is not None:
            self._watched.not_after = getattr(email_message, "not_after", inf)
        with self._patience():
            return bool(super()._send(email_message))  # type: ignore[misc]  # not in the stubs

    def _watch(self, connection: Watched) -> None:
        self._watched = connection

    @contextmanager
    def _patience(self) -> Iterator[None]:
        timer = Timer(PATIENCE, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        if self._watched is not None:
            self._watched.cut()
