"""HEAD is answered with the headers of GET and nothing behind them."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from roadmap_site.middleware import head_alone

LONG = "one stone after another " * 100


def sent(method: str, path: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
    """What the server is given to send. Django's test client would drop a body by itself."""
    began = {}

    def start_response(status, fields, exc_info=None):
        began.update(status=status, fields=dict(fields))

    environ = RequestFactory().generic(method, path, headers=headers).environ
    body = b"".join(WSGIHandler()(environ, start_response))
    return began["status"], began["fields"], body


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/healthz/", "/settings/", "/nowhere/", "/admin/"])
def test_no_body_follows(path):
    status, fields, body = sent("HEAD", path)
    as_get, get_fields, get_body = sent("GET", path)

    assert body == b""
    assert status == as_get
    assert fields["Content-Length"] == get_fields["Content-Length"] == str(len(get_body))


@pytest.mark.django_db
def test_none_follows_where_it_would_be_compressed():
    _, fields, body = sent("HEAD", "/accounts/login/", accept_encoding="gzip")

    assert fields["Content-Encoding"] == "gzip"
    assert int(fields["Content-Length"]) > 0
    assert body == b""


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("kind", [HttpResponse, StreamingHttpResponse])
def test_get_keeps_its_body(method, kind):
    response = head_alone(lambda _: kind([LONG]))(RequestFactory().generic(method, "/"))

    assert b"".join(response) == (LONG.encode() if method == "GET" else b"")


@pytest.mark.django_db  # whose connection the end of a response looks at
def test_a_file_is_closed_unread(tmp_path):
    (tmp_path / "file").write_text(LONG)
    file = (tmp_path / "file").open("rb")

    response = head_alone(lambda _: FileResponse(file))(RequestFactory().head("/"))

    assert response["Content-Length"] == str(len(LONG))
    assert b"".join(response) == b""
    assert response.file_to_stream is None
    response.close()
    assert file.closed
