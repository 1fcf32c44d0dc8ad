"""Beat, a thread of local mode's worker."""

import pytest

from tests.local.copies import eventually

HOUR, FIVE_MINUTES = "60 * MINUTE", "5 * MINUTE"
SESSION = "Session.objects.create(session_key='old', session_data='', expire_date='2020-01-01T00:00Z')"


def with_celery_that(copy, says: str, instead: str) -> None:
    file = copy.folder / "roadmap_site" / "celery.py"
    text = file.read_text()
    assert says in text
    file.write_text(text.replace(says, instead))


@pytest.fixture
def impatient(copy_of_nothing):
    """A copy whose hours last a second, and whose five minutes do."""
    with_celery_that(copy_of_nothing, says=HOUR, instead="1")
    with_celery_that(copy_of_nothing, says=FIVE_MINUTES, instead="1")
    return copy_of_nothing


@pytest.mark.full
def test_it_beats(impatient):
    with impatient.running():
        impatient.ask(SESSION)

        assert eventually(lambda: impatient.ask("Session.objects.count()") == "0")


@pytest.mark.full
def test_it_begins_again_with_a_worker_that_died(impatient):
    with impatient.running() as run:
        (first,) = run.named("celery worker")
        first.kill()
        assert eventually(lambda: run.named("celery worker") not in ([], [first]))
        impatient.ask(SESSION)

        assert eventually(lambda: impatient.ask("Session.objects.count()") == "0")

        impatient.ask("KeptStanding.objects.all().delete()")  # of the demo's cohort
        assert eventually(lambda: impatient.ask("KeptStanding.objects.count()") == "40")


@pytest.mark.full
def test_a_beat_that_ends_takes_the_worker_along(copy_of_nothing):
    with_celery_that(copy_of_nothing, says="celery.beat:Scheduler", instead="no.such:Scheduler")

    with copy_of_nothing.running() as run:
        run.process.wait(60)
        said = run.process.stdout.read()

    assert "No module named 'no'" in said
    assert "The worker ended with status 1; starting it again" in said
    assert "The worker ended 3 times at once (status 1)." in said
