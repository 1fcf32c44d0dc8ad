"""What goes over the wire, compressed and not."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from roadmap_site.compression import QuickGZipMiddleware

LONG = b"one stone after another " * 100


def answer(response: HttpResponse | StreamingHttpResponse, accept: str = "gzip, br") -> HttpResponse:
    request = RequestFactory().get("/", headers={"Accept-Encoding": accept})
    return QuickGZipMiddleware(lambda _: response)(request)


def test_a_long_answer_is_compressed_and_comes_out_whole():
    response = answer(HttpResponse(LONG))

    assert gzip.decompress(response.content) == LONG
    assert len(response.content) < len(LONG) / 5
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Length"] == str(len(response.content))
    assert response["Vary"] == "Accept-Encoding"


def test_the_length_does_not_tell_what_is_inside():
    assert len({len(answer(HttpResponse(LONG)).content) for _ in range(40)}) > 1


@pytest.mark.parametrize(
    ("response", "accept"),
    [
        (HttpResponse(b"short"), "gzip"),
        (HttpResponse(LONG), "identity"),
        (HttpResponse(LONG, headers={"Content-Encoding": "br"}), "gzip"),
    ],
)
def test_what_is_short_unwanted_or_already_compressed_is_left_alone(response, accept):
    before = response.content

    assert answer(response, accept).content == before


def test_a_stream_is_compressed_as_it_comes():
    response = answer(StreamingHttpResponse(iter([LONG, LONG])))

    assert gzip.decompress(b"".join(response)) == LONG * 2


def test_a_strong_etag_becomes_a_weak_one():
    assert answer(HttpResponse(LONG, headers={"ETag": '"one"'}))["ETag"] == 'W/"one"'
