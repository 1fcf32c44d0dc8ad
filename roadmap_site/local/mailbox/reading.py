"""What a mail says, as far as it can be told: nothing in it can make reading fail."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser

from progress.reminders.models import Kind
from roadmap_site.local.mailbox import files

HEADERS = 1 << 16  # bytes in which the headers are looked for
LONGEST = 200_000  # characters that are shown


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the mailbox."""

    name: str
    at: datetime
    to: str
    subject: str
    kind: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail in full; `text` and `html` are empty where it has none."""

    summary: Summary
    headers: list[tuple[str, str]]
    text: str
    html: str
    others: list[str]  # the types of its other parts


def summaries(names: list[str]) -> list[Summary]:
    read = ((name, files.read(name, HEADERS)) for name in names)
    return [_summary(name, BytesHeaderParser().parsebytes(raw)) for name, raw in read if raw is not None]


def opened(name: str) -> Opened | None:
    raw = files.read(name)
    if raw is None:
        return None
    message = BytesHeaderParser().parsebytes(raw[:HEADERS])
    headers = [(header, _words(value)) for header, value in message.items()]
    parts = _parts(raw)
    text = next((_text(part) for part in parts if part.get_content_type() == "text/plain"), "")
    html = next((_text(part) for part in parts if part.get_content_type() == "text/html"), "")
    others = [kind for part in parts if (kind := part.get_content_type()) not in ("text/plain", "text/html")]
    return Opened(_summary(name, message), headers, text, html, others)


def source(name: str) -> str | None:
    raw = files.read(name)
    return None if raw is None else raw.decode(errors="replace").replace("\r\n", "\n")


def _summary(name: str, message: Message) -> Summary:
    told = {header: _words(message[header]) for header in ("To", "Subject", "List-Id") if header in message}
    kind = told.get("List-Id", "").partition(" <")[0] or str(Kind.ACCOUNT.label)
    return Summary(name, files.came_at(name), told.get("To", ""), told.get("Subject", ""), kind)


def _parts(raw: bytes) -> list[Message]:
    """Return what is no more made of parts; nothing where the library can't tell."""
    try:
        return [part for part in message_from_bytes(raw).walk() if not part.is_multipart()]
    except Exception:  # parts in parts without end, parameters that contradict each other, and more
        return []


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        text = content.decode(part.get_content_charset("utf-8"), "replace")
    except Exception:  # a charset that nobody knows, or that can't be read
        text = content.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")[:LONGEST]


def _words(value: object) -> str:
    """Decode a header's value."""
    try:
        words = str(make_header(decode_header(str(value))))
    except (MessageError, LookupError, ValueError):
        words = str(value)
    return " ".join(words.encode(errors="replace").decode().split())
