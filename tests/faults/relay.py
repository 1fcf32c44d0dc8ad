"""A relay of our own, and what it has taken."""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roadmap_site.local.dying import die_with_parent
from roadmap_site.local.places import PROJECT

PATIENCE = 30  # seconds


@dataclass
class Relay:
    """`bench.relay`, whose log tells what it has taken."""

    log: Path
    manner: str = ""
    step: str = ""
    port: int = 0
    _server: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.log.touch()
        manner = ["--manner", self.manner, "--at", self.step] if self.manner else []
        self._server = subprocess.Popen(
            [sys.executable, "-m", "bench.relay", str(self.log), "--port", str(self.port), *manner],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
        assert self._server.stdout is not None
        self.port = int(self._server.stdout.readline())

    def stop(self) -> None:
        """What it has taken stands in its log; nothing can be added any more."""
        if self._server is not None:
            self._server.kill()
            self._server.wait(PATIENCE)
            self._server.stdout.close()
            self._server = None

    def taken(self) -> list[dict[str, Any]]:
        """Return the events of its log."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def count(self) -> int:
        """How many mails; quicker than `taken`."""
        return self.log.read_bytes().count(b"\n")
