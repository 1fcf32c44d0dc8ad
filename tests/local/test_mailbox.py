"""Mails that are not sent, and the pages on which they are read."""

import re
import time

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from hypothesis import HealthCheck, given, settings, strategies

from roadmap_site.local.mailbox import files, reading
from tests.pages.markup import read

SUBJECT, TEXT = "Grüße & <b>mehr</b>", "Read <i>this</i>: https://cairn.example/x?a=1&b=2\n\nBye"
HTML = '<html><head><style>p { margin: 0 }</style></head><body><p style="color: red">Hello</p></body></html>'


@pytest.fixture
def mailbox(settings, tmp_path):
    settings.SHOW_MAIL = True
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    settings.EMAIL_BACKEND = "roadmap_site.local.mailbox.backend.EmailBackend"
    settings.ROOT_URLCONF = "tests.local.mailbox_urls"
    return settings.MAILBOX_DIR


def send(subject=SUBJECT, text=TEXT, to="noor@cairn.example", html="", **headers):
    """Put a mail into the mailbox; return its name."""
    message = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
    return files.names()[0]


def rows(page):
    return [
        tuple(row.one(part, class_=kind).text for part, kind in (("span", "subject"), ("span", "to")))
        for row in read(page).all("li")
        if row.all("span", class_="subject")
    ]


def test_an_empty_mailbox_says_so(client, mailbox):
    assert "Nothing has come yet." in client.get("/mailbox/").text


def test_what_was_sent_lies_in_it_the_newest_on_top(client, mailbox):
    send("One", to="robin@cairn.example")
    send()

    assert rows(client.get("/mailbox/")) == [
        (SUBJECT, "noor@cairn.example"),
        ("One", "robin@cairn.example"),
    ]


def test_it_says_of_which_kind_a_mail_is(client, mailbox):
    send(**{"List-Id": "streak at risk <at-risk.cairn.example>"})
    send()

    kinds = [tag.text for tag in read(client.get("/mailbox/")).all("span", class_="tag")]

    assert kinds == ["about the account", "streak at risk"]


def test_a_mail_is_shown_as_text_and_as_it_looks(client, mailbox):
    name = send(html=HTML, **{"X-Stone": "flat"})

    page = read(client.get(f"/mailbox/{name}/"))

    assert page.one("h1").text == SUBJECT
    assert page.one("iframe")["src"] == f"/mailbox/{name}/html/"
    text = page.one("div", class_="mail-text")
    assert text.text == " ".join(TEXT.split())
    assert [link["href"] for link in text.all("a")] == ["https://cairn.example/x?a=1&b=2"]
    assert "X-Stone flat" in page.one("div", class_="mail-headers").text


def test_a_mail_without_html_has_no_frame(client, mailbox):
    assert not read(client.get(f"/mailbox/{send()}/")).all("iframe")


def test_the_source_is_told_as_it_is(client, mailbox):
    answer = client.get(f"/mailbox/{send(html=HTML)}/source/")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert HTML in answer.text


def test_html_has_its_own_styles_and_nothing_else(client, mailbox):
    answer = client.get(f"/mailbox/{send(html=HTML)}/html/")

    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["form-action"] == "'none'"
    assert re.fullmatch(r"'unsafe-hashes'( 'sha256-\S{44}'){2}", policy["style-src"])
    assert policy["frame-ancestors"] == "'self'"
    assert policy["sandbox"] == "allow-popups allow-popups-to-escape-sandbox"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("html", [HTML, "<p>no head</p>", "<head", "<HEAD lang=en><p>"])
def test_links_in_html_open_beside_it(client, mailbox, html):
    assert '<base target="_blank">' in client.get(f"/mailbox/{send(html=html)}/html/").text


def test_styles_without_end_are_not_all_allowed(client, mailbox):
    html = "".join(f'<p style="top: {n}px">' for n in range(5_000))

    answer = client.get(f"/mailbox/{send(html=html)}/html/")

    assert len(answer.headers["Content-Security-Policy"]) < 30_000


def test_an_open_page_is_told_of_what_came(client, mailbox):
    asked = {"headers": {"hx-request": "true"}}
    first = send("One")
    assert client.get(f"/mailbox/?after={first}", **asked).status_code == 204

    send("Two")
    answer = client.get(f"/mailbox/?after={first}", **asked)

    assert [subject for subject, _ in rows(answer)] == ["Two", "One"]
    assert "<html" not in answer.text


def test_an_empty_page_is_told_of_the_first(client, mailbox):
    asked = {"headers": {"hx-request": "true"}}
    assert client.get("/mailbox/?after=", **asked).status_code == 204

    send("One")

    assert rows(client.get("/mailbox/?after=", **asked))


def test_the_newest_are_kept(mailbox):
    for number in range(files.KEPT + 3):
        files.keep(f"Subject: {number}\r\n\r\n".encode())

    names = files.names()
    assert len(names) == len(list(mailbox.iterdir())) == files.KEPT
    assert b"202" in files.read(names[0])
    assert b"Subject: 3" in files.read(names[-1])


def test_half_a_mail_is_never_seen(client, mailbox):
    name = send()
    (mailbox / f"{name}.eml").rename(mailbox / f"{name}.draft")

    assert files.names() == []
    assert client.get(f"/mailbox/{name}/").status_code == 404


def test_only_its_owner_may_read_the_file(mailbox):
    name = send()

    assert (mailbox / f"{name}.eml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("page", ["", "html/", "source/"])
@pytest.mark.parametrize("name", ["x", "..", "%2e%2e", "..%2fsecret", "1" * 19, f"{'1' * 19}-abcdef01"])
def test_what_is_no_mail_is_not_there(client, mailbox, name, page):
    mailbox.mkdir()
    (mailbox.parent / "secret.eml").write_text("Subject: secret")

    assert client.get(f"/mailbox/{name}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "{}/", "{}/html/", "{}/source/"])
def test_another_computer_sees_nothing(client, mailbox, page):
    address = "/mailbox/" + page.format(send())

    assert client.get(address).status_code == 200
    assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code == 404


def test_elsewhere_there_is_no_mailbox(client, db):
    assert client.get("/mailbox/").status_code == 404
    assert "Mailbox" not in client.get("/today/").text


def test_in_local_mode_every_page_leads_to_it(client, db, mailbox):
    masthead = read(client.get("/today/")).one("header")

    assert "/mailbox/" in [link["href"] for link in masthead.all("a")]


@pytest.mark.parametrize("mails", [1, 30])
def test_the_database_is_not_asked(client, mailbox, mails, db, django_assert_num_queries):
    names = [send() for _ in range(mails)]

    with django_assert_num_queries(0):
        client.get("/mailbox/")
        client.get(f"/mailbox/{names[0]}/")


def nested(depth: int) -> bytes:
    """Parts in parts in parts."""
    edges = [f"--{n}\nContent-Type: multipart/mixed; boundary={n + 1}\n\n" for n in range(depth)]
    return ("Content-Type: multipart/mixed; boundary=0\n\n" + "".join(edges)).encode()


HOSTILE = {
    "nothing": b"",
    "no headers": b"\n\n\n",
    "no end of words": b"Subject: =?utf-8?b?!!!?=\nTo: =?x?q?=?=\n\n",
    "unknown charsets": b"Subject: =?nonsense?q?x?=\nContent-Type: text/plain; charset=nonsense\n\n\xff",
    "a charset that is none": b"Content-Type: text/plain; charset=hex\n\nzz",
    "raw bytes": b"Subject: \xff\xfe\x00\nTo: \x80\n\n\x00\xff",
    "bad base64": b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n%%%=",
    "bad uuencode": b"Content-Type: text/html\nContent-Transfer-Encoding: x-uuencode\n\nbegin 1 x\nM",
    "no boundary": b"Content-Type: multipart/mixed\n\nx",
    "parts without end": nested(5_000),
    "a header without end": b"Subject: " + b"x" * 300_000 + b"\n\n",
    "many headers": b"X: y\n" * 100_000,
    "huge": b"Content-Type: text/html\n\n" + b"<p style='top:0'>" * 500_000,
    "a script": b"Subject: <script>alert(1)</script>\nTo: <script>\n\n<script>alert(1)</script>",
    "a strange parameter": b"Content-Type: text/plain; charset*=x'y'%ff; charset*0*=%\n\nx",
}


@pytest.mark.parametrize("mail", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_mail_harms_nothing(client, mailbox, mail):
    files.keep(mail)
    (name,) = files.names()
    began = time.monotonic()

    answers = [
        client.get(f"/mailbox/{page}") for page in ("", f"{name}/", f"{name}/html/", f"{name}/source/")
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert not any("<script>alert" in answer.text for answer in answers[:2])
    assert time.monotonic() - began < 10


HEADERS = strategies.sampled_from(
    [b"Subject: ", b"To: ", b"Content-Type: ", b"Content-Transfer-Encoding: ", b"List-Id: "]
)
VALUES = strategies.one_of(
    strategies.binary(max_size=40),
    strategies.sampled_from(
        [b"multipart/mixed; boundary=x", b"text/html; charset=", b"base64", b"=?utf-7?q?"]
    ),
)
LINES = strategies.lists(
    strategies.one_of(
        strategies.builds(bytes.__add__, HEADERS, VALUES),
        VALUES,
        strategies.just(b"--x"),
        strategies.just(b""),
    )
)


@given(lines=LINES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_can_be_read(mailbox, lines):
    files.keep(b"\n".join(lines))
    name = files.names()[0]

    opened = reading.opened(name)

    for words in (opened.text, opened.html, opened.summary.subject, *sum(opened.headers, ())):
        words.encode()


def test_what_account_pages_show_leads_to_it(client, db, mailbox):
    client.post("/accounts/signup/", {"email": "noor@cairn.example", "password1": "three small stones"})

    assert "/mailbox/" in client.get("/accounts/confirm-email/").text


def test_djangos_own_functions_send_there_too(mailbox):
    send_mail("One", "Two", None, ["noor@cairn.example"])

    assert len(files.names()) == 1
