"""Programs that do not outlive the one that started them, however it ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(number: int = signal.SIGINT) -> Callable[[], None]:
    """For Popen's preexec_fn: the kernel sends `number` to the child when we have ended.

    Linux only; elsewhere nothing happens. "We" are the thread that starts the child, so start it from the
    main one. A change of user forgets the wish: Popen makes that change before it calls this.
    """
    return _wish(os.getpid(), number)


def die_with_our_parent(number: int) -> None:
    _wish(os.getppid(), number)()


def _wish(parent: int, number: int) -> Callable[[], None]:
    if sys.platform != "linux":
        return lambda: None
    libc = ctypes.CDLL(None)

    def wish() -> None:
        libc.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # it ended before we could wish
            os.kill(os.getpid(), number)

    return wish
