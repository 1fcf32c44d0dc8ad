"""The kept texts of mails; `python -m tests.reminders.letters.goldens` writes them anew."""

import os
from pathlib import Path

import django

FOLDER = Path(__file__).parent / "golden"


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.txt"


def text_of(message) -> str:
    return f"Subject: {message.subject}\n\n{message.body}"


def write_all() -> None:
    from tests.reminders.letters.made import CASES, written

    for name, case in CASES.items():
        path_of(name).write_text(text_of(written(case)), encoding="utf-8")
    for path in FOLDER.glob("*.txt"):
        if path.stem not in CASES:
            path.unlink()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    write_all()
