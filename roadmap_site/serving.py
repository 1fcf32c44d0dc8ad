"""How the site is served: `gunicorn -c python:roadmap_site.serving`. The names are gunicorn's."""

import os
from typing import Any

wsgi_app = "roadmap_site.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "1"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # settings that are missing stop the program, not only a worker; and memory is shared
graceful_timeout = 20
keepalive = 5
loglevel = "warning"
control_socket_disable = True  # it would be made in the home folder, which may be read-only


def on_starting(server: Any) -> None:
    from roadmap_site.refusals import refuse_unusable_database

    refuse_unusable_database()
