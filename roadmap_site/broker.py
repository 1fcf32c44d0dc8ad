"""Where Celery's messages go: Redis, or in local mode a folder."""

from typing import Any

from django.conf import settings

from roadmap_site.local.places import VAR

REDELIVERY = 600  # seconds; longer than any task may run
PATIENCE = 2  # seconds: a Redis that hangs must not hang us
POLLING = 0.1


def broker_settings() -> dict[str, Any]:
    return _redis(settings.REDIS_URL) if settings.REDIS_URL else _folder()


def _redis(url: str) -> dict[str, Any]:
    """The time until redelivery is read in three places."""
    return {
        "broker_url": url,
        "broker_transport_options": {
            "visibility_timeout": REDELIVERY,
            "unacked_restore_interval": 5,
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
        },
        "result_backend_transport_options": {"visibility_timeout": REDELIVERY},
        "visibility_timeout": REDELIVERY,
        "broker_connection_retry_on_startup": True,
    }


def _folder() -> dict[str, Any]:
    folder = VAR / "broker"
    messages, control = folder / "messages", folder / "control"
    for part in (messages, control):
        part.mkdir(parents=True, exist_ok=True)
    return {
        "broker_url": "filesystem://localhost",
        "broker_transport_options": {
            "data_folder_in": str(messages),
            "data_folder_out": str(messages),
            "control_folder": str(control),
            "polling_interval": POLLING,
        },
        "worker_enable_remote_control": False,
    }
