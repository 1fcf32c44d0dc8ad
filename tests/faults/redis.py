"""A Redis of our own that can be killed, with production's options."""

import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from roadmap_site.local.dying import die_with_parent
from roadmap_site.local.places import PROJECT
from tests.local.copies import eventually, free_port

PATIENCE = 30  # seconds
COMMAND = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]["redis"]["command"]


@dataclass
class Redis:
    folder: Path
    port: int = field(default_factory=free_port)
    _server: subprocess.Popen | None = None

    def url_of(self, database: int) -> str:
        return f"redis://127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        program = shutil.which(COMMAND[0])
        if program is None:
            raise SystemExit("redis-server is not installed.")
        here = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        self._server = subprocess.Popen(
            [program, *here, *COMMAND[1:]],
            stdout=subprocess.DEVNULL,
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
        assert eventually(self.answers, PATIENCE)

    def answers(self) -> bool:
        ping = ["redis-cli", "-p", str(self.port), "ping"]
        return subprocess.run(ping, capture_output=True, check=False).stdout == b"PONG\n"

    def kill(self) -> None:
        if self._server is not None:
            self._server.kill()
            self._server.wait(PATIENCE)
            self._server = None

    def flush(self) -> None:
        """Forget everything; nobody may be running."""
        shutil.rmtree(self.folder)
