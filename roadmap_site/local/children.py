"""The programs that the supervisor keeps running, and how it waits for them."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from roadmap_site.local.dying import die_with_parent
from roadmap_site.local.places import PROJECT, LocalError

SHORT_LIFE = 5  # seconds
SHORT_LIVES = 3  # so many in a row are a fault, not an accident


class Interrupted(BaseException):
    """Somebody wants the supervisor to stop."""


class Signals:
    """Signals as something to wait for: a handler that did the work could interrupt any line."""

    STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self._reading, writing = os.pipe()
        for end in (self._reading, writing):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for number in (*self.STOP, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)

    def wait(self, seconds: float) -> None:
        """Return early when a child ends; raise Interrupted when asked to stop."""
        if select.select([self._reading], [], [], seconds)[0] and set(os.read(self._reading, 512)) & set(
            self.STOP
        ):
            raise Interrupted

    def wait_until(self, done: Callable[[], bool], seconds: float, every: float = 0.05) -> bool:
        deadline = time.monotonic() + seconds
        while not done():
            if time.monotonic() > deadline:
                return False
            self.wait(every)
        return True


@dataclass
class Child:
    """A program of ours, in a process group of its own: Ctrl-C reaches the supervisor alone."""

    name: str
    module: Sequence[str]  # what follows `python -m`
    on_our_death: int
    environment: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[int] = ()
    silent: bool = False  # on standard output: what is wrong goes to standard error
    _process: subprocess.Popen[bytes] | None = None
    _started: float = 0
    _short_lives: int = 0

    def start(self) -> None:
        self._started = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *self.module],
            cwd=PROJECT,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if self.silent else None,
            pass_fds=self.files,
            start_new_session=True,
            preexec_fn=die_with_parent(self.on_our_death),
        )

    @property
    def status(self) -> int | None:
        """None while it runs."""
        return self._process.poll() if self._process else 0

    def start_again(self) -> None:
        """Raise LocalError when it never lives for long."""
        long_lived = time.monotonic() - self._started > SHORT_LIFE
        self._short_lives = 0 if long_lived else self._short_lives + 1
        if self._short_lives == SHORT_LIVES:
            raise LocalError(f"The {self.name} ended {SHORT_LIVES} times at once (status {self.status}).")
        self.start()

    def ask_to_stop(self) -> None:
        if self._process and self.status is None:
            self._process.terminate()

    def kill(self) -> None:
        """With whatever it has started itself."""
        if self._process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
