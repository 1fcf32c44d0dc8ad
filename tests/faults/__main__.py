"""`python -m tests.faults [scenario …] [--short]`: play them all, or these; 1 if anything does not hold."""

import argparse
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from tests.faults import playing
from tests.faults.report import say, told, write


def verdict(result: playing.Result) -> str:
    """In one line."""
    if result.scenario.wrong:
        return f"FAILS: {'; '.join(result.scenario.wrong[:3])} ({told(result.scenario.figures)})"
    if not result.control.wrong:
        return f"proves nothing, its control holds too ({told(result.control.figures)})"
    return f"holds ({told(result.scenario.figures)}; control: {'; '.join(result.control.wrong[:2])})"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="scenario", help=", ".join(playing.SCENARIOS))
    parser.add_argument("--short", action="store_true", help="seconds each, as `make test` does")
    parser.add_argument("--report", type=Path, default=playing.HERE / "latest.json", help="the file to write")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(1))
    names = options.scenarios or list(playing.SCENARIOS)
    results = {}
    with playing.house() as house:
        for name in names:
            title = playing.SCENARIOS[name].TITLE
            say(f"{name}: {title}")
            result = results[name] = house.play(name, "SHORT" if options.short else "LONG")
            say(f"{name}: {verdict(result)}")
    write({name: asdict(result) for name, result in results.items()}, options.report)
    return 0 if all(result.holds for result in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
