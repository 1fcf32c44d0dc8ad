"""While an editor works: a saved content file becomes a draft release, or its errors are told."""

import logging
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from watchfiles import watch

from curriculum.content.reading import read_catalog
from curriculum.loading.identity import BrokenIdentity, anywhere
from curriculum.loading.load import Orders, Refused, load
from curriculum.loading.releases import LoadBusy
from curriculum.loading.source import source_of
from curriculum.models import Release

log = logging.getLogger(__name__)

QUIET = 100  # milliseconds without a further change: editors write a file in several steps
PATIENCE = 0.5  # seconds, while the folder is away


class Watcher(threading.Thread):
    """`errors` are those of the files as they are now; empty when they are what the site shows."""

    def __init__(self, folder: Path) -> None:
        super().__init__(name="content watcher", daemon=True)
        self.folder = folder
        self.errors: list[str] = []

    def run(self) -> None:
        while True:
            self.look()
            self._follow()
            time.sleep(PATIENCE)

    def _follow(self) -> None:
        """Look again after every change, until the folder is taken away, or another put in its place."""
        with suppress(OSError):
            watched = self.folder.stat().st_ino
            for _ in watch(self.folder, debounce=2 * QUIET, step=QUIET):
                self.look()
                if self.folder.stat().st_ino != watched:
                    return

    def look(self) -> None:
        try:
            self.errors = load_draft(self.folder)
        except (LoadBusy, DatabaseError, OSError) as error:
            log.exception("content/ could not be loaded")
            self.errors = [f"content/ could not be loaded: {error}"]
        finally:
            close_old_connections()


def load_draft(folder: Path) -> list[str]:
    """Return what is wrong with the files; nothing when they have been loaded."""
    current = Release.objects.current()
    if current is not None and _is_loaded(current, folder):
        return []
    reading = read_catalog(folder, at=timezone.now())
    if reading.catalog is None:
        return [str(error) for error in reading.errors]
    try:
        load(
            reading.catalog,
            at=timezone.now(),
            orders=Orders(draft=True),
            source=source_of(folder),
            where=lambda id: reading.positions.get(id, anywhere(id)),
        )
    except (BrokenIdentity, Refused) as error:
        return str(error).splitlines()
    return []


def _is_loaded(release: Release, folder: Path) -> bool:
    source = source_of(folder)
    return (release.source_digest, release.renderer) == (source.digest, source.renderer)


watcher = Watcher(Path(settings.CONTENT_DIR))
