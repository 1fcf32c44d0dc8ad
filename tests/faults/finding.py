"""What came of a scenario."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.stage import Stage


@dataclass
class Finding:
    """Some figures, and what is wrong about them: nothing, or the guard under test is missing."""

    figures: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def check(self, true: bool, otherwise: str) -> None:
        if not true:
            self.wrong.append(otherwise)

    def add(self, other: "Finding") -> "Finding":
        return Finding({**self.figures, **other.figures}, [*self.wrong, *other.wrong])


def delivery(stage: Stage, *, but: tuple[str, ...] = (), **figures: Any) -> Finding:
    """Whether everybody got one mail, but those whose address begins with one of these."""
    people = {address for (address,) in stage.sql("SELECT email FROM accounts_user")}
    people = {address for address in people if not address.startswith(but)} if but else people
    got = Counter(mail["recipient"] for relay in stage.all_relays() for mail in relay.taken())
    doubled, missing = sum(got.values()) - len(got), len(people - got.keys())
    finding = Finding({"delivered": len(got), "doubled": doubled, "missing": missing, **figures})
    finding.check(not doubled, f"{doubled} doubled")
    finding.check(not missing, f"{missing} missing")
    return finding
