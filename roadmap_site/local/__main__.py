"""`python -m roadmap_site.local [--with-parent]`; PORT chooses another port than 8000."""

import os
import signal
import sys

from roadmap_site.local.dying import die_with_our_parent
from roadmap_site.local.supervisor import run


def port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


if __name__ == "__main__":
    if "--with-parent" in sys.argv:
        die_with_our_parent(signal.SIGTERM)
    sys.exit(run(port()))
