"""A mail as a message of Django's, whose text and HTML are written out without the library's detours."""

from email.message import Message as Part
from math import inf
from secrets import token_hex

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import SafeMIMEMultipart, SafeMIMEText

CHARSET = "utf-8"


class Message(EmailMultiAlternatives):
    """`not_after` is when it is too late to send it, by the monotonic clock."""

    not_after = inf

    def message(self) -> SafeMIMEMultipart | SafeMIMEText:
        if not self.alternatives or self.attachments:
            return super().message()
        whole = Alternatives("alternative", f"=_{token_hex(12)}", encoding=CHARSET)
        whole.attach(SafeMIMEText(self.body, "plain", CHARSET))
        for content, mimetype in self.alternatives:
            whole.attach(SafeMIMEText(content, mimetype.partition("/")[2], CHARSET))
        whole["Subject"], whole["From"], whole["To"] = self.subject, self.from_email, ", ".join(self.to)
        for name, value in self.extra_headers.items():
            whole[name] = value
        return whole


class Alternatives(SafeMIMEMultipart):
    """Of texts only. The library would fold and split all again, which takes ten times as long."""

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:
        edge = f"--{self.get_boundary()}"
        lines = [_head(self)]
        for part in self.get_payload():
            lines += [edge, _head(part), part.get_payload()]
        text = "\n".join((*lines, f"{edge}--", ""))
        return text.replace("\n", linesep).encode(CHARSET, "surrogateescape")


def _head(part: Part) -> str:
    """Return the headers, which are encoded and folded already, and the empty line after them."""
    return "".join(f"{name}: {value}\n" for name, value in part.items())
