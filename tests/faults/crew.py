"""Workers, beats and other programs of the site, which can be killed and are then started again."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psutil

from roadmap_site.local.dying import die_with_parent
from roadmap_site.local.places import PROJECT

APP, HASTY = "roadmap_site.celery", "tests.faults.hasty"
PROCESSES = 2  # of a worker, as in docker-compose.yml


@dataclass
class Program:
    """`python -m …`, with a log of its own and a process group of its own."""

    name: str
    module: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.module],
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGKILL),
            )

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def children(self) -> list[psutil.Process]:
        """Of a worker: those that send."""
        with suppress(psutil.Error):
            return psutil.Process(self.process.pid).children()
        return []

    def kill(self) -> None:
        """All of it, at once."""
        self.signal(signal.SIGKILL)
        self.process.wait()

    def signal(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


@dataclass
class Crew:
    """What production has running; `tend` is its supervisor."""

    folder: Path
    environment: Mapping[str, str]
    programs: list[Program] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def worker(self, app: str = APP, *, processes: int = PROCESSES, **environment: str) -> Program:
        name = f"worker-{next(self._numbers)}"
        command = ["celery", "-A", app, "worker", f"--concurrency={processes}", "--loglevel=info"]
        # It would wait for a second for others to answer
        return self.add(name, [*command, "--without-mingle", f"--hostname={name}@%h"], **environment)

    def beat(self, app: str = APP) -> Program:
        return self.add(f"beat-{next(self._numbers)}", ["celery", "-A", app, "beat", "--loglevel=info"])

    def add(self, name: str, module: Sequence[str], **environment: str) -> Program:
        program = Program(name, module, {**self.environment, **environment}, self.folder / f"{name}.log")
        program.start()
        self.programs.append(program)
        return program

    def workers(self) -> list[Program]:
        return [program for program in self.programs if program.name.startswith("worker")]

    def tend(self) -> int:
        """Start again what has ended; return how many."""
        ended = [program for program in self.programs if not program.alive]
        for program in ended:
            program.start()
        return len(ended)

    def kill_a_sender(self, chosen: random.Random) -> None:
        """One process of a worker, or now and then a worker with all that it has."""
        worker = chosen.choice(self.workers())
        children = worker.children()
        if children and chosen.random() < 0.5:
            with suppress(psutil.Error):
                chosen.choice(children).kill()
        else:
            worker.kill()
        self.tend()

    def dismiss(self, *programs: Program) -> None:
        """These, or all."""
        for program in programs or tuple(self.programs):
            program.kill()
            self.programs.remove(program)
