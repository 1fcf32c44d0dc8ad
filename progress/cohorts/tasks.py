from celery import shared_task
from django.utils import timezone

from progress.cohorts.keeping_warm import keep_all
from progress.cohorts.people.forgetting import forget_addresses


@shared_task
def keep_standings() -> None:
    keep_all()


@shared_task
def forget_invited() -> None:
    forget_addresses(timezone.now())
