"""The text search configuration of PostgreSQL for the language that a roadmap is written in."""

from collections.abc import Collection

from django.db import connection

SIMPLE = "simple"  # words as they are, for a language that PostgreSQL has no grammar of

_BY_LANGUAGE = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

_STOP_WORDS = "SELECT word FROM unnest(%s::text[]) AS word WHERE to_tsvector(%s::regconfig, word) = ''"


def configuration(language: str, known: Collection[str]) -> str:
    """Return the one for `de` or `pt-BR` if it is among the `known` ones of this server."""
    name = _BY_LANGUAGE.get(language.partition("-")[0], SIMPLE)
    return name if name in known else SIMPLE


def known_configurations() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cfgname FROM pg_ts_config WHERE pg_ts_config_is_visible(oid)")
        return {name for (name,) in cursor.fetchall()}


def stop_words(configuration: str, words: Collection[str]) -> set[str]:
    """Return those of `words` that are in every text of the language, and so tell nothing."""
    if configuration == SIMPLE:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_STOP_WORDS, [list(words), configuration])
        return {word for (word,) in cursor.fetchall()}
