"""Where Celery's messages go: through Redis, or in local mode nowhere but from beat to its own worker."""

from typing import Any

from django.conf import settings

REDELIVERY = 600  # seconds; longer than any task may run
PATIENCE = 2  # seconds: a Redis that hangs must not hang us


def broker_settings() -> dict[str, Any]:
    return _redis(settings.REDIS_URL) if settings.REDIS_URL else _memory()


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


def _memory() -> dict[str, Any]:
    """Beat is a thread of the only worker there, and nobody else has anything to say."""
    return {"broker_url": "memory://", "worker_enable_remote_control": False}
