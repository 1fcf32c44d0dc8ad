"""A mail as a message of Django's, whose text and HTML are written out without the library's detours."""

from math import inf
from secrets import token_hex
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import SafeMIMEMultipart, SafeMIMEText

CHARSET = "utf-8"


class Message(EmailMultiAlternatives):
    """`not_after` is when it is too late to send it, by the monotonic clock."""

    not_after = inf

    def message(self, **options: Any) -> Any:
        if not self.alternatives or self.attachments:
            return super().message(**options)
        whole = Alternatives(_subtype="alternative", boundary=f"=_{token_hex(12)}", encoding=CHARSET)
        whole.attach(SafeMIMEText(str(self.body), "plain", CHARSET))
        for content, mimetype in self.alternatives:
            whole.attach(SafeMIMEText(str(content), mimetype.partition("/")[2], CHARSET))
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


def _head(part: Any) -> str:
    """Return the headers, which are encoded and folded already, and the empty line after them."""
    return "".join(f"{name}: {value}\n" for name, value in part.items())
