"""Whoever types the site's commands: one program obeys them all, which would each take a second to start."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from roadmap_site.local.dying import die_with_parent
from roadmap_site.local.places import PROJECT

PLANNING = "plan"  # what the planner does, without sending: no command of the site's


@dataclass
class Operator:
    _program: subprocess.Popen

    @classmethod
    @contextmanager
    def at_work(cls, environment: Mapping[str, str]) -> Iterator["Operator"]:
        with subprocess.Popen(
            [sys.executable, "-m", "tests.faults.obeying"],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_parent(signal.SIGKILL),
        ) as program:
            yield cls(program)

    def do(self, database: str, command: str, *options: str) -> str:
        """Return what the command said."""
        assert self._program.stdin and self._program.stdout
        print(json.dumps([database, command, *options]), file=self._program.stdin, flush=True)
        answer = self._program.stdout.readline()
        if not answer:
            raise SystemExit(f"{command} failed; the lines above say why.")
        return json.loads(answer)
