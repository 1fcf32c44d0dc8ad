"""Children that do not outlive their parent, however it ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(number: int = signal.SIGINT) -> Callable[[], None]:
    """For Popen's preexec_fn: the kernel sends `number` to the child when the parent has ended.

    Linux only; elsewhere nothing happens. The parent is the thread that starts the child, so start it from
    the main one. A change of user forgets the wish: Popen makes that change before it calls this.
    """
    parent = os.getpid()
    if sys.platform != "linux":
        return lambda: None
    libc = ctypes.CDLL(None)

    def wish() -> None:
        libc.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # it ended before we could wish
            os.kill(os.getpid(), number)

    return wish
