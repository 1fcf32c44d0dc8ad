"""`python -m bench [--seconds N]`: measure in a copy of the project, and leave nothing of it behind."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from roadmap_site.local import locks
from roadmap_site.local.dying import die_with_parent
from roadmap_site.local.places import PROJECT, place_of

HERE = PROJECT / "var" / "bench"
LATEST = HERE / "latest.json"
SITE = HERE / "site"

NOT_COPIED = (".*", "__pycache__", "var", "tests", "docs")
OURS = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "USER",
)  # of the environment; the rest could change the site


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for timing the pages (60)")
    parser.add_argument("--topics", type=int, default=5000, help="of the large catalogue (5000)")
    parser.add_argument("--learners", type=int, default=1_000_000, help="of whom 10,000 get mail (1000000)")
    parser.add_argument("--cohorts", type=int, default=5000, help="learners of the largest (5000)")
    parser.add_argument("--report", type=Path, default=LATEST, help="the file to write")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(1))
    HERE.mkdir(parents=True, exist_ok=True)
    if locks.try_to_take(HERE / "lock") is None:
        sys.exit(f"Another run is measuring in {HERE}.")
    clear_away()
    shutil.copytree(PROJECT, SITE, ignore=shutil.ignore_patterns(*NOT_COPIED))
    try:
        return measure(options)
    finally:
        clear_away()


def measure(options: argparse.Namespace) -> int:
    """In another process, whose modules are the copy's: then so are its database and its files."""
    sizes = (options.seconds, options.topics, options.learners, options.cohorts)
    command = [sys.executable, "-m", "bench.run", *map(str, sizes)]
    measuring = subprocess.Popen(
        [*command, str(options.report.resolve())],
        cwd=SITE,
        env={name: os.environ[name] for name in OURS if name in os.environ},
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        return measuring.wait()
    finally:
        measuring.terminate()
        measuring.wait()


def clear_away() -> None:
    """As root the database lies outside the project."""
    place = place_of(SITE)
    for folder in (SITE, place.root, place.sockets):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
