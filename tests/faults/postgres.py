"""A PostgreSQL of our own that can be crashed: the embedded one's programs, in a cluster apart."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from roadmap_site.local.binaries import companion, programs
from roadmap_site.local.cluster import create_cluster, server_command
from roadmap_site.local.dying import die_with_parent
from roadmap_site.local.places import Place, make_open, make_private, place_of, server_status
from tests.local.copies import eventually

PATIENCE = 30  # seconds
OPTIONS = ("-c", "autovacuum_naptime=5s")
# Where only the server crashes, and never the machine, what it has written stays: it is back sooner
UNSYNCED = ("-c", "fsync=off")
_AS_USUAL = """
SELECT format('ALTER TABLE %s RESET (autovacuum_enabled)', oid::regclass) FROM pg_class
WHERE 'autovacuum_enabled=false' = ANY(reloptions)
"""


@dataclass
class Postgres:
    """The embedded one's programs and settings, with a cluster of its own."""

    place: Place
    options: tuple[str, ...] = ()
    _server: subprocess.Popen | None = None

    @classmethod
    @contextmanager
    def running(cls, folder: Path, options: tuple[str, ...] = ()) -> Iterator["Postgres"]:
        server = cls(place_of(folder), options)
        server.remove()
        try:
            make_open(server.place.root)
            create_cluster(programs(server.place), server.place)
            server.start()
            yield server
        finally:
            server.crash()
            server.remove()

    def start(self) -> None:
        """As fast as the recovery from a crash allows."""
        make_private(self.place.sockets, self.place.uid)
        for stale in (self.place.data / "postmaster.pid", *self.place.sockets.iterdir()):
            stale.unlink(missing_ok=True)
        with self.place.log.open("ab") as log:
            self._server = subprocess.Popen(
                [*server_command(programs(self.place), self.place), *OPTIONS, *self.options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"LC_ALL": "C", "TZ": "UTC"},
                preexec_fn=die_with_parent(signal.SIGQUIT),
                user=self.place.uid,
                group=self.place.uid,
                extra_groups=[] if self.place.uid else None,
            )
        assert eventually(lambda: server_status(self.place) == "ready", PATIENCE), self.place.log.read_text()

    def crash(self) -> None:
        """What `pg_ctl stop -m immediate` does: no checkpoint, nobody is told good-bye."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(PATIENCE)
            self._server = None

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.place.sockets),
            user="cairn",
            dbname=database,
            autocommit=True,
            prepare_threshold=None,
            options="-c lock_timeout=60s",  # whoever is stopped may hold one
        )

    def url(self, database: str) -> str:
        return f"postgres://cairn@{str(self.place.sockets).replace('/', '%2F')}/{database}"

    def copy(self, theirs: str, ours: str) -> None:
        """What a database of the embedded server has, vacuumed as usual."""
        told = subprocess.run(_at(place_of(), "pg_dump", theirs), stdout=subprocess.PIPE, check=True).stdout
        psql = _at(self.place, "psql", ours, "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1")
        subprocess.run(psql, input=told, stdout=subprocess.DEVNULL, check=True)
        with self.connect(ours) as connection:
            for (statement,) in connection.execute(_AS_USUAL).fetchall():
                connection.execute(statement)

    def remove(self) -> None:
        for folder in (self.place.root, self.place.sockets):
            shutil.rmtree(folder, ignore_errors=True)


def _at(place: Place, program: str, database: str, *options: str) -> list[str]:
    return [str(companion(program)), f"--host={place.sockets}", "--username=cairn", *options, database]
