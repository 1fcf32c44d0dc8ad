"""A client that costs next to nothing: one kept-alive connection, requests made beforehand."""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from gzip import decompress
from urllib.parse import urlencode

HOST = "127.0.0.1"

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(r"\r\nset-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Reply:
    raw: bytes  # as it came over the wire

    @property
    def status(self) -> int:
        return int(self.raw[9:12])

    @property
    def head(self) -> str:
        return self.raw.partition(b"\r\n\r\n")[0].decode("latin-1")

    @property
    def text(self) -> str:
        body = self.raw.partition(b"\r\n\r\n")[2]
        return (decompress(body) if self.header("content-encoding") == "gzip" else body).decode()

    def header(self, name: str) -> str:
        found = re.search(rf"\r\n{name}: *([^\r]*)", self.head, re.IGNORECASE)
        return found[1] if found else ""


@dataclass
class Connection:
    """Opened when first used, and again when the server has closed it in the meantime."""

    port: int
    _socket: socket.socket | None = None

    def exchange(self, request: bytes) -> Reply:
        if self._socket is not None:
            try:
                self._socket.sendall(request)
                return Reply(_receive(self._socket))
            except ConnectionError:
                self._socket.close()
        self._socket = socket.create_connection((HOST, self.port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        return Reply(_receive(self._socket))

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()


def _receive(connection: socket.socket) -> bytes:
    data = _more(connection)
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += _more(connection)
    length = _LENGTH.search(data, 0, end + 2)
    assert length, data[:end].decode("latin-1")
    missing = end + 4 + int(length[1]) - len(data)
    parts = [data]
    while missing > 0:
        parts.append(_more(connection))
        missing -= len(parts[-1])
    return b"".join(parts)


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 18)
    if not data:
        raise ConnectionResetError("The server closed the connection.")
    return data


@dataclass
class Browser:
    """One person's cookies and token, and how a browser asks."""

    connection: Connection
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    @property
    def site(self) -> str:
        return f"http://{HOST}:{self.connection.port}"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self.send(self.request(path, headers))

    def post(self, path: str, form: Mapping[str, str]) -> Reply:
        return self.send(self.request(path, form=form))

    def send(self, request: bytes) -> Reply:
        reply = self.connection.exchange(request)
        self.cookies.update(_COOKIE.findall(reply.head))
        if b"text/html" in reply.raw and (token := _TOKEN.search(reply.text)):
            self.token = token[1]
        return reply

    def request(
        self, path: str, headers: Mapping[str, str] | None = None, *, form: Mapping[str, str] | None = None
    ) -> bytes:
        """Bytes to send again and again; a form takes the token with it."""
        fields = {
            "Host": f"{HOST}:{self.connection.port}",
            "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en-GB,en;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "keep-alive",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **(headers or {}),
        }
        body = b""
        if form is not None:
            body = urlencode({"csrfmiddlewaretoken": self.token, **form}).encode()
            fields |= {
                "Origin": self.site,
                "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": str(len(body)),
            }
        lines = [f"{'GET' if form is None else 'POST'} {path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in fields.items()]
        return "\r\n".join([*lines, "", ""]).encode() + body
