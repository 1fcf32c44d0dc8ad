"""An SMTP relay that keeps no mail: it notes what it has taken, and misbehaves where it is told to.

`python -m bench.relay LOG [--manner hang --at greeting]` prints the port that it listens on. An address may
ask for ill manners too: `451.rcpt.2.anybody@…` is answered 451 at RCPT, the first two times, and
`late.end.30.anybody@…` is taken after 30 seconds, however often.
"""

import argparse
import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from roadmap_site.local.dying import die_with_our_parent

HOST = "127.0.0.1"
MANNERS = {
    "hang": "never answer",
    "trickle": "answer a byte a second, without end",
    "drop": "close the connection instead of an answer",
    "mute": "take the mail and close the connection instead of saying so",
    "late": "do it some seconds later, even if nobody listens any more",
    "421": "not now, and close the connection",
    "451": "not now",
    "550": "never",
}
STEPS = ("greeting", "ehlo", "mail", "rcpt", "data", "end", "quit")

_ASKED = re.compile(rf"({'|'.join(MANNERS)})\.({'|'.join(STEPS)})\.(\d+)\.")
_ADDRESS = re.compile(rb"<([^>]*)>")
_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>]*>)", re.IGNORECASE | re.MULTILINE)
_ANSWERS = {
    "greeting": b"220 relay ready\r\n",
    "ehlo": b"250-relay\r\n250 8BITMIME\r\n",
    "mail": b"250 sender ok\r\n",
    "rcpt": b"250 recipient ok\r\n",
    "data": b"354 go on\r\n",
    "end": b"250 taken\r\n",
    "quit": b"221 bye\r\n",
}


@dataclass
class Relay:
    """What all connections share. A mail stands in the log before its sender is told that it was taken.

    The log has an event a line, as a JSON object.
    """

    log: BinaryIO
    manner: str = ""  # everybody's
    step: str = ""
    number: int = 0
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)  # how often, by address and step

    def manner_at(self, step: str, recipient: str) -> tuple[str, int]:
        """Return which, and its number."""
        if step == self.step:
            return self.manner, self.number
        asked = _ASKED.match(recipient)
        if asked is None or asked[2] != step:
            return "", 0
        self.asked[recipient, step] += 1
        over = asked[1] != "late" and self.asked[recipient, step] > int(asked[3])
        return ("", 0) if over else (asked[1], int(asked[3]))

    def take(self, recipient: str, message: bytes) -> None:
        found = _MESSAGE_ID.search(message)
        name = found[1].decode(errors="replace") if found else "<>"
        line = {"event": "taken", "at": time.time(), "recipient": recipient, "message_id": name}
        self.log.write(json.dumps(line).encode() + b"\n")


class Conversation(asyncio.Protocol):
    """With one client."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        self.received = bytearray()
        self.recipient = ""
        self.in_message = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.answer("greeting")

    def data_received(self, data: bytes) -> None:
        self.received += data
        while self._understand():
            pass

    def _understand(self) -> bool:
        """Act upon what is whole of what was received; return whether anything was."""
        ending = b"\r\n.\r\n" if self.in_message else b"\r\n"
        end = self.received.find(ending)
        if end < 0:
            return False
        whole = bytes(self.received[:end])
        del self.received[: end + len(ending)]
        if self.in_message:
            self.in_message = False
            self.answer("end", lambda: self.relay.take(self.recipient, whole))
        else:
            self._obey(whole)
        return True

    def _obey(self, line: bytes) -> None:
        match line[:4].upper():
            case b"EHLO" | b"HELO":
                self.answer("ehlo")
            case b"MAIL":
                self.recipient = ""
                self.answer("mail")
            case b"RCPT":
                address = _ADDRESS.search(line)
                self.recipient = address[1].decode() if address else ""
                self.answer("rcpt")
            case b"DATA":
                self.answer("data", self._listen)
            case b"QUIT":
                self.answer("quit")
            case _:
                self.transport.write(b"250 ok\r\n")

    def _listen(self) -> None:
        self.in_message = True

    def answer(self, step: str, act: Callable[[], None] = lambda: None) -> None:
        manner, number = self.relay.manner_at(step, self.recipient)
        if manner == "late":
            asyncio.get_running_loop().call_later(number, self._do, step, act)
        elif manner:
            self._misbehave(manner, act)
        else:
            self._do(step, act)

    def _do(self, step: str, act: Callable[[], None]) -> None:
        act()
        self.transport.write(_ANSWERS[step])
        if step == "quit":
            self.transport.close()

    def _misbehave(self, manner: str, act: Callable[[], None]) -> None:
        match manner:
            case "trickle":
                self.transport.write(b"250-")
                self._trickle(asyncio.get_running_loop())
            case "drop":
                self.transport.abort()
            case "mute":
                act()
                self.transport.abort()
            case "421" | "451" | "550":
                self.transport.write(f"{manner} {MANNERS[manner]}\r\n".encode())
                if manner == "421":
                    self.transport.close()

    def _trickle(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self.transport.is_closing():
            self.transport.write(b".")
            loop.call_later(1, self._trickle, loop)


async def serve(relay: Relay, port: int) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: Conversation(relay), HOST, port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    import signal

    die_with_our_parent(signal.SIGKILL)
    parser = argparse.ArgumentParser(prog="python -m bench.relay", description=__doc__)
    parser.add_argument("log", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--manner", choices=MANNERS, default="")
    parser.add_argument("--at", choices=STEPS, default="")
    parser.add_argument("--late-by", type=int, default=1, metavar="SECONDS")
    options = parser.parse_args()
    with options.log.open("ab", buffering=0) as log:
        asyncio.run(serve(Relay(log, options.manner, options.at, options.late_by), options.port))


if __name__ == "__main__":
    main()
