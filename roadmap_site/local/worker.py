"""Local mode's Celery worker, in which beat is a thread: as a program of its own it would hold 100 MB."""

import logging
import os
from threading import Thread

from celery import signals
from celery.beat import Service

from roadmap_site.celery import app

log = logging.getLogger(__name__)


@signals.worker_ready.connect
def begin_to_beat(**_: object) -> None:
    Thread(target=beat, name="beat", daemon=True).start()


def beat() -> None:
    """Wake what is due, for as long as the worker lives: should it end, so does the worker, and the
    supervisor starts both again.
    """
    try:
        app.set_current()
        Service(app, scheduler_cls=app.conf.beat_scheduler).start()
    except BaseException:
        log.exception("beat ended")
    finally:
        os._exit(1)
