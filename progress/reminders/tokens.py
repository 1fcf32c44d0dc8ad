"""Words in a mail's links that let its reader stop it, or choose anew, without signing in.

They are signed and never expire: a link in an old mail still stops what comes. Whoever has one can change
what is sent to that person, and see what they chose; nothing else.
"""

from django.core import signing

from progress.reminders.models import CHOSEN, Kind

_ALL = "all"
# What stops the mail that was asked for to have a look stops what it is a sample of
_STOPS = {kind.value: kind for kind in CHOSEN} | {Kind.SAMPLE.value: Kind.REMINDER}


class BadToken(Exception):
    """It was never made, is damaged, or was signed with a key that is not known any more."""


def token_of(person_pk: int, kind: Kind | None) -> str:
    """Return a word for one kind, or for all, of characters that need no escaping in an address."""
    return _signer().sign(f"{person_pk}-{kind.value if kind else _ALL}")


def read_token(token: str) -> tuple[int, Kind | None]:
    """Return whose it is, and which kind it stops. Raise BadToken."""
    try:
        person, _, kind = _signer().unsign(token).partition("-")
        return int(person), None if kind == _ALL else _STOPS[kind]
    except (signing.BadSignature, KeyError, ValueError) as wrong:
        raise BadToken from wrong


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt="progress.reminders.tokens")
