"""What mails say, word by word. Who changes words writes these anew (goldens.py) and reads them."""

import pytest

from tests.reminders.letters.goldens import FOLDER, path_of, text_of
from tests.reminders.letters.made import CASES, written


@pytest.mark.parametrize("name", CASES)
def test_a_mail_says_what_is_kept(name):
    assert text_of(written(CASES[name])) == path_of(name).read_text(encoding="utf-8")


def test_nothing_is_kept_of_what_no_mail_says():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(CASES)
