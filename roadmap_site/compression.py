"""Answers compressed on their way out, at a twentieth of zlib's price.

A roadmap page of 70 KB takes zlib a millisecond, a third of all that its request costs; ISA-L's first
level takes 0.06 ms for a tenth more bytes (measured by `make bench`, docs/decisions/0004).
"""

import gzip
import re
import secrets

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from isal import igzip

_ACCEPTED = re.compile(r"\bgzip\b")
_SHORT = 200  # bytes that aren't worth it, as Django has it
_HEADER = 10  # bytes of a gzip member before the optional name


class QuickGZipMiddleware(GZipMiddleware):
    """Django's middleware; whole answers are compressed here, streams there."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        accepted = _ACCEPTED.search(request.headers.get("Accept-Encoding", ""))
        if (
            accepted
            and isinstance(response, HttpResponse)  # a whole one
            and not response.has_header("Content-Encoding")
        ):
            _compress(response, self.max_random_bytes)
        return super().process_response(request, response)


def _compress(response: HttpResponse, max_random_bytes: int) -> None:
    content = response.content
    if len(content) < _SHORT:
        return
    compressed = _with_random_name(igzip.compress(content, 1, mtime=0), max_random_bytes)
    if len(compressed) >= len(content):
        return
    response.content = compressed
    response.headers["Content-Length"] = str(len(compressed))
    response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    etag = response.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"


def _with_random_name(member: bytes, longest: int) -> bytes:
    """Hide the length of what is secret in it, as Django does (Heal the Breach, IEEE Access 2022)."""
    name = b"a" * secrets.randbelow(longest) + b"\0"
    header = bytearray(member[:_HEADER])
    header[3] = gzip.FNAME
    return bytes(header) + name + member[_HEADER:]
