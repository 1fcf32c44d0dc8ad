"""How the site is served: `gunicorn -c python:roadmap_site.serving`. The names are gunicorn's."""

import gc
import os
from typing import Any

wsgi_app = "roadmap_site.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "1"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # settings that are missing stop the program, not only a worker; and memory is shared
graceful_timeout = 20
keepalive = 5
limit_request_line = 8190  # bytes; beyond that gunicorn answers by itself, without a page
loglevel = "warning"
control_socket_disable = True  # it would be made in the home folder, which may be read-only


def on_starting(server: Any) -> None:
    from django.conf import settings

    from roadmap_site.local.mode import refuse_other_networks
    from roadmap_site.refusals import refusals_in_one_line, refuse_unusable_database

    with refusals_in_one_line():
        for address in server.cfg.address if settings.LOCAL else []:
            if isinstance(address, tuple):  # not a socket in a folder, nor one that is open already
                refuse_other_networks(address[0])
    refuse_unusable_database()


def pre_fork(server: Any, worker: Any) -> None:
    """Count what is loaded as never garbage: to look through it all would stop every thread for 0.06 s."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    from django.conf import settings

    if settings.WATCH_CONTENT:
        from roadmap_site.local.watching import watcher

        watcher.start()
