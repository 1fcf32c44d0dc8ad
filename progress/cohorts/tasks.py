from celery import shared_task

from progress.cohorts.keeping_warm import keep_all


@shared_task
def keep_standings() -> None:
    keep_all()
