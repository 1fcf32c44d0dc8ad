"""Ask a running site whether it is ready: `python -m roadmap_site.probe` for a container's health check.

The standard library only: it runs every few seconds.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit

PATIENCE = 10  # seconds


def is_ready(port: int, name: str, patience: float = PATIENCE) -> bool:
    """`name` is what the site calls itself: it answers to no other."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("GET", "/readyz/", headers={"Host": name})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def site_name() -> str:
    return urlsplit(os.environ.get("SITE_URL", "")).netloc


if __name__ == "__main__":
    sys.exit(0 if is_ready(int(os.environ.get("PORT", "8000")), site_name()) else "not ready")
