"""A mail as a message of Django's, whose text and HTML are written out without the library's detours."""

from email.message import Message as Part
from math import inf
from secrets import token_hex
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import (
    RFC5322_EMAIL_LINE_LENGTH_LIMIT,
    SafeMIMEMultipart,
    SafeMIMEText,
)

CHARSET = "utf-8"


class Message(EmailMultiAlternatives):
    """`not_after` is when it is too late to send it (sending/clock.py)."""

    not_after = inf

    def message(self, **options: Any) -> Any:
        if not self.alternatives or self.attachments:
            return super().message(**options)
        whole = Alternatives(_subtype="alternative", boundary=f"=_{token_hex(12)}", encoding=CHARSET)
        whole.attach(_part(str(self.body), "plain"))
        for content, mimetype in self.alternatives:
            whole.attach(_part(str(content), mimetype.partition("/")[2]))
        headers = {"Subject": self.subject, "From": self.from_email, "To": ", ".join(self.to)}
        for name, value in (headers | self.extra_headers).items():
            whole[name] = value
        return whole


class Alternatives(SafeMIMEMultipart):
    """Of texts only. The library would fold and split all again, which takes ten times as long."""

    def as_bytes(  # type: ignore[override]  # as Django has it
        self, unixfrom: bool = False, linesep: str = "\n"
    ) -> bytes:
        edge = f"--{self.get_boundary()}"
        lines = [_head(self)]
        parts: Any = self.get_payload()
        for part in parts:
            lines += [edge, _head(part), part.get_payload()]
        text = "\n".join((*lines, f"{edge}--", ""))
        return text.replace("\n", linesep).encode(CHARSET, "surrogateescape")


def _part(text: str, subtype: str) -> Any:
    """Return what SafeMIMEText would make of it; where a line is too long for SMTP, that does it."""
    written = text.encode(CHARSET, "surrogateescape")
    if max(map(len, written.splitlines()), default=0) > RFC5322_EMAIL_LINE_LENGTH_LIMIT:
        return SafeMIMEText(text, subtype, CHARSET)
    part = Part()
    part["Content-Type"] = f'text/{subtype}; charset="{CHARSET}"'
    part["MIME-Version"] = "1.0"
    part["Content-Transfer-Encoding"] = "7bit" if written.isascii() else "8bit"
    part.set_payload(written.decode("ascii", "surrogateescape"))
    return part


def _head(part: Any) -> str:
    """Return the headers, which are encoded and folded already, and the empty line after them."""
    return "".join(f"{name}: {value}\n" for name, value in part.items())
