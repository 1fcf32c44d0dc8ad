"""Beat, a thread of local mode's worker."""

import pytest

from tests.local.copies import Copy, eventually

HOUR, FIVE_MINUTES = "60 * MINUTE", "5 * MINUTE"
OLD = "INSERT INTO django_session VALUES ('old', '', '2020-01-01T00:00Z')"
SESSIONS, STANDINGS = (
    f"SELECT count(*) FROM {table}" for table in ("django_session", "cohorts_keptstanding")
)
pytestmark = [pytest.mark.full, pytest.mark.xdist_group("copy")]


def with_celery_that(copy: Copy, says: str, instead: str) -> None:
    file = copy.folder / "roadmap_site" / "celery.py"
    text = file.read_text()
    assert says in text
    file.write_text(text.replace(says, instead))
    copy.note_prepared()


@pytest.fixture
def impatient(furnished):
    """A copy whose hours last a second, and whose five minutes do."""
    with_celery_that(furnished, says=HOUR, instead="1")
    with_celery_that(furnished, says=FIVE_MINUTES, instead="1")
    return furnished


def comes_to(copy: Copy, asked: str, number: int) -> bool:
    return eventually(lambda: copy.sql(asked) == [(number,)])


def test_it_beats_and_begins_again_with_a_worker_that_died(impatient):
    with impatient.running() as run:
        impatient.sql(OLD)
        assert comes_to(impatient, SESSIONS, 0)

        (first,) = run.named("celery worker")
        first.kill()
        assert eventually(lambda: run.named("celery worker") not in ([], [first]))
        impatient.sql(OLD)
        assert comes_to(impatient, SESSIONS, 0)

        impatient.sql("DELETE FROM cohorts_keptstanding")  # of the demo's cohort
        assert comes_to(impatient, STANDINGS, 40)


def test_a_beat_that_ends_takes_the_worker_along(furnished):
    with_celery_that(furnished, says="celery.beat:Scheduler", instead="no.such:Scheduler")

    with furnished.running() as run:
        run.process.wait(60)
        said = run.process.stdout.read()

    assert "No module named 'no'" in said
    assert "The worker ended with status 1; starting it again" in said
    assert "The worker ended 3 times at once (status 1)." in said
