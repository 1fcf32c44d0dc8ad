"""The headers by which programs know our mails, and stop them (RFC 2369, 2919, 3834 and 8058)."""

from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings

from progress.reminders.models import Kind


def message_id(mail_id: int) -> str:
    """Return the same one however often a mail is tried, so that a relay's log tells what became of it."""
    return f"<reminder-{mail_id}@{_host()}>"


def headers_of(mail_id: int, at: datetime) -> dict[str, str]:
    """Return those of every mail."""
    return {
        "Message-ID": message_id(mail_id),
        "Date": format_datetime(at),
        "Auto-Submitted": "auto-generated",
    }


def list_headers(kind: Kind, stop: str) -> dict[str, str]:
    """Return those of a kind that can be stopped; `stop` is an address that takes a POST from anybody."""
    return {
        "List-Id": f"{kind.label} <{kind.value.replace('_', '-')}.{_host()}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
