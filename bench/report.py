"""The figures as a table, and as a file."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Rows = Mapping[str, Mapping[str, Any]]

COLUMNS = {"rps": 8, "p50_ms": 9, "p95_ms": 9, "cpu_ms": 9, "queries": 9, "bytes": 9, "ratio": 8, "of": 12}


def write_report(rows: Rows, path: Path) -> None:
    machine = {"processors": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    report = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine, "rows": rows}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=2) + "\n")


def table(rows: Rows) -> str:
    lines = [_line("", {column: column for column in COLUMNS})]
    lines += [_line(name, row) for name, row in rows.items() if "rps" in row]
    lines.append("")
    lines += [
        f"{name:20}{row['seconds']:>10} s, {row['over_reading']} s over reading {row['topics']} topics"
        for name, row in rows.items()
        if "seconds" in row
    ]
    lines += [
        f"{name:20}{', '.join(f'{key} {value:,}' for key, value in row.items())}"
        for name, row in rows.items()
        if name.endswith("_reminders") or name.startswith("cohort_")
    ]
    lines += [f"{name:20}{row['mb']:>10} MB" for name, row in rows.items() if "mb" in row]
    lines += [f"{name:20}{row['bytes']:>10} bytes" for name, row in rows.items() if "files" in row]
    return "\n".join(lines)


def _line(name: str, row: Mapping[str, Any]) -> str:
    return f"{name:20}" + "".join(f"{row[column]:>{width}}" for column, width in COLUMNS.items())
