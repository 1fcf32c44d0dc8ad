"""What a load leaves in words for readers."""

from datetime import date

import pytest

from curriculum.catalog import Reference, Resource, Retired, Review
from curriculum.news.names import known_of
from curriculum.news.paper import issue
from curriculum.news.words import HEADINGS, opening, remark, whole
from tests.catalogs import catalog, group, phase, roadmap, topic

SQL, REDIS = topic("sql", title="SQL"), topic("redis", title="Redis")
BEFORE = roadmap("backend", phase("data", SQL, REDIS), phase("run", topic("docker", title="Docker")))


def backend(*phases, **fields):
    return roadmap("backend", *phases, **fields)


def latest(*, drafts=False) -> list[str]:
    """The last release as `heading: title (remark)`, and sentences about whole roadmaps."""
    found = issue(drafts=drafts, count=1)
    lines = []
    for one in found.bulletins:
        known = known_of([one])
        for section in one.sections:
            lines += [f"{section.roadmap}: {whole(section)}"] if section.whole else []
            for piece in section.pieces:
                more = remark(piece, known.titles)
                lines.append(f"{HEADINGS[piece.what]}: {piece.title}" + (f" ({more})" if more else ""))
    return lines


RUN = phase("run", topic("docker", title="Docker"))
LOOK = Review(date(2026, 1, 5), "Has windows → and arrows")
GONE = Retired("redis", on=date(2026, 1, 5), why="It has a line of its own", replaced_by="docker")

CASES = {
    "a new topic": (
        backend(phase("data", SQL, REDIS, topic("kafka", title="Kafka")), RUN),
        ["New: Kafka"],
    ),
    "a new phase with a topic": (
        backend(phase("data", SQL, REDIS), RUN, phase("care", topic("logs"))),
        ["New: Care (phase)", "New: Logs"],
    ),
    "another title": (
        backend(phase("data", topic("sql", title="SQL in depth"), REDIS), RUN),
        ["Renamed: SQL in depth (was “SQL”)"],
    ),
    "another id": (
        backend(phase("data", topic("sql-2", title="Queries", was=("backend/sql",)), REDIS), RUN),
        ["Renamed: Queries (was “SQL”)"],
    ),
    "another phase": (
        backend(phase("data", SQL), phase("run", topic("docker", title="Docker"), REDIS)),
        ["Moved: Redis (from Data to Run)"],
    ),
    "another text": (
        backend(phase("data", topic("sql", title="SQL", summary="<p>Joins.</p>"), REDIS), RUN),
        ["Reworded: SQL"],
    ),
    "worth another look": (
        backend(phase("data", topic("sql", title="SQL", review=LOOK), REDIS), RUN),
        ["Worth another look: SQL (Has windows → and arrows)"],
    ),
    "worth another look, and in other words": (
        backend(phase("data", topic("sql", title="SQL", summary="<p>Joins.</p>", review=LOOK), REDIS), RUN),
        ["Worth another look: SQL (Has windows → and arrows, reworded)"],
    ),
    "worth another look under another title": (
        backend(phase("data", topic("sql", title="Queries", review=LOOK), REDIS), RUN),
        ["Renamed: Queries (was “SQL”, worth another look: Has windows → and arrows)"],
    ),
    "optional, and in other words": (
        backend(phase("data", topic("sql", title="SQL", optional=True), REDIS), RUN),
        ["Changed: SQL (optional now)"],
    ),
    "another order": (
        backend(phase("data", REDIS, SQL), RUN),
        ["Changed: Data (topics in another order)"],
    ),
    "several became one": (
        backend(phase("data", topic("stores", title="Stores", was=("backend/sql", "backend/redis"))), RUN),
        ["Joined: Stores (with “SQL” and “Redis”)"],
    ),
    "one became several": (
        backend(
            phase(
                "data",
                topic("joins", title="Joins", was=("backend/sql",)),
                topic("indexes", title="Indexes", was=("backend/sql",)),
                REDIS,
            ),
            RUN,
        ),
        ["Split: Joins (off “SQL”)", "Split: Indexes (off “SQL”)"],
    ),
    "into a choice": (
        backend(phase("data", group("store", SQL, REDIS)), RUN),
        ["New: Store (choice)", "Moved: SQL (one of a choice now)", "Moved: Redis (one of a choice now)"],
    ),
    "gone": (
        backend(phase("data", SQL), RUN, retired=(GONE,)),
        ["Gone: Redis (It has a line of its own, see Docker)"],
    ),
    "another line": (
        None,
        ["other: A new line: 1 topic, 1 phase."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told(loaded, case):
    after, expected = CASES[case]
    loaded(catalog(BEFORE))

    loaded(catalog(after) if after else catalog(BEFORE, roadmap("other", phase("one", topic("go")))))

    assert latest() == expected


def test_a_word_taken_back_is_no_news(loaded):
    loaded(catalog(backend(phase("data", topic("sql", title="SQL", review=LOOK), REDIS), RUN)))

    loaded(catalog(BEFORE))

    assert len(issue(drafts=False, count=10).bulletins) == 1


def test_a_word_that_stays_is_told_once(loaded):
    def told(summary: str) -> list[str]:
        loaded(
            catalog(
                backend(phase("data", topic("sql", title="SQL", summary=summary, review=LOOK), REDIS), RUN)
            )
        )
        return latest()

    loaded(catalog(BEFORE))
    assert told("") == ["Worth another look: SQL (Has windows → and arrows)"]
    assert told("<p>Joins.</p>") == ["Reworded: SQL"]


def test_the_first_release_is_one_sentence(loaded):
    loaded(catalog(BEFORE, roadmap("other", phase("one", topic("go")))))

    (one,) = issue(drafts=False, count=10).bulletins

    assert opening(one) == "Cairn opened with 2 lines: 4 topics in 3 phases."


def test_what_comes_back_is_told(loaded):
    loaded(catalog(BEFORE))
    loaded(catalog(backend(phase("data", SQL), RUN, retired=(GONE,))))

    loaded(catalog(BEFORE), rollback=True)

    assert latest() == ["Back again: Redis"]
    assert opening(issue(drafts=False, count=1).bulletins[0]) == "An earlier edition came back."


def test_a_line_that_goes_is_told_in_one_sentence(loaded):
    loaded(catalog(BEFORE, roadmap("other", phase("one", topic("go")))))
    gone = {"roadmaps": (Retired("other", on=date(2026, 1, 5), why="Enough"),)}

    loaded(catalog(BEFORE, retired=gone))

    assert latest() == ["other: The line is closed. What was marked on it is kept."]


def test_a_release_that_readers_do_not_notice_is_none(loaded):
    loaded(catalog(BEFORE))
    loaded(catalog(backend(phase("data", topic("sql", title="SQL", slug="s-q-l"), REDIS), RUN)))

    assert len(issue(drafts=False, count=10).bulletins) == 1


def test_drafts_are_not_told(loaded):
    hidden = roadmap("hidden", phase("one", topic("go", resources=(Reference("manual"),))), status="draft")
    loaded(catalog(BEFORE))

    loaded(catalog(BEFORE, hidden))

    assert len(issue(drafts=False, count=10).bulletins) == 1
    assert len(issue(drafts=True, count=10).bulletins) == 2


def test_a_draft_that_is_published_is_new_on_that_day(loaded):
    def hidden(*topics, **fields):
        return catalog(BEFORE, roadmap("hidden", phase("one", *topics), **fields))

    loaded(catalog(BEFORE))
    loaded(hidden(topic("go"), status="draft"))
    loaded(hidden(topic("go"), topic("rust"), status="draft"))

    loaded(hidden(topic("go"), topic("rust")))

    assert latest() == ["hidden: A new line."]
    assert len(issue(drafts=False, count=10).bulletins) == 2


def test_a_line_that_is_a_draft_again_takes_its_news_along(loaded):
    other = phase("one", topic("go"))
    loaded(catalog(BEFORE))
    loaded(catalog(BEFORE, roadmap("other", other)))

    loaded(catalog(BEFORE, roadmap("other", other, status="draft")))

    assert len(issue(drafts=False, count=10).bulletins) == 1


def test_the_watchers_draft_is_no_release(loaded):
    loaded(catalog(BEFORE))
    loaded(catalog(backend(phase("data", SQL, REDIS, topic("kafka")), RUN)), draft=True)

    assert len(issue(drafts=True, count=10).bulletins) == 1


def test_what_goes_from_the_library_is_not_told(loaded):
    book = Resource("book", "book", "The book")
    loaded(catalog(backend(phase("data", topic("sql", resources=(Reference("book"),)))), resources=(book,)))

    loaded(
        catalog(
            backend(phase("data", topic("sql"))),
            resources=(),
            retired={"resources": (Retired("book", on=date(2026, 1, 5), why="Out of print"),)},
        )
    )

    assert latest() == ["Reworded: Sql"]


def test_releases_from_before_they_said_who_sees_them_are_told(loaded):
    release = loaded(catalog(BEFORE)).release
    for change in release.changes:
        del change["hidden"]
    release.save()

    assert len(issue(drafts=False, count=10).bulletins) == 1


def test_nothing_is_told_before_the_first_load(db):
    assert issue(drafts=True, count=10).bulletins == []
