"""What was found, told line by line, and kept as a file."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def told(figures: Mapping[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())


def write(results: Mapping[str, Any], path: Path) -> None:
    machine = {"processors": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    report = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine, "scenarios": results}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=2) + "\n")
