"""docs/configuration.md describes every variable that the site reads, once."""

import re
from collections import Counter

from roadmap_site.local.places import PROJECT

READ = re.compile(
    r"""(?:env(?:\.\w+)?\(|environ\.get\(|environ\[|required(?:_list)?\()\s*f?["']([A-Z_{}.a-z()]+)["']"""
)
DESCRIBED = re.compile(r"^\| (`.*?`) \|", re.MULTILINE)
NOT_OURS = {"DJANGO_SETTINGS_MODULE"}


def test_every_variable_is_described():
    sources = [*(PROJECT / "roadmap_site").rglob("*.py"), *(PROJECT / "tests").glob("*.py")]
    read = {name for source in sources for name in READ.findall(source.read_text())}

    assert {name for name in read if name.isupper()} - NOT_OURS - {*described()} == set()


def test_each_is_described_once_in_a_section():
    sections = (PROJECT / "docs" / "configuration.md").read_text().split("\n## ")
    for section in sections:
        assert not [name for name, times in Counter(names(section)).items() if times > 1]


def described() -> list[str]:
    return names((PROJECT / "docs" / "configuration.md").read_text())


def names(text: str) -> list[str]:
    return [name for row in DESCRIBED.findall(text) for name in re.findall(r"`([A-Z_]+)`", row)]
