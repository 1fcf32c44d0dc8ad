from datetime import timedelta

from django.core import mail
from django.core.mail import EmailMessage

from roadmap_site.accounts import post
from tests.accounts.moments import NOON

PARCEL = post.Parcel(EmailMessage("Hello", to=["a@b.example"]), None, asked_for=True, lasts=timedelta(1))


def test_while_nobody_carries_mail_is_sent_by_hand(monkeypatch):
    monkeypatch.setattr(post, "_carriers", [post.by_hand])

    post.deliver(PARCEL, at=NOON)

    assert [message.subject for message in mail.outbox] == ["Hello"]


def test_whoever_carries_gets_it_all(monkeypatch):
    monkeypatch.setattr(post, "_carriers", [post.by_hand])
    carried = []

    post.carried_by(lambda parcel, at: carried.append((parcel, at)))
    post.deliver(PARCEL, at=NOON)

    assert carried == [(PARCEL, NOON)]
    assert mail.outbox == []
