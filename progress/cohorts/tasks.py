from celery import shared_task
from django.utils import timezone

from progress.cohorts.keeping_warm import keep_all
from progress.cohorts.people.forgetting import forget_addresses
from progress.cohorts.reviews.escalating import escalate


@shared_task
def keep_standings() -> None:
    keep_all()


@shared_task
def forget_invited() -> None:
    forget_addresses(timezone.now())


@shared_task
def tell_of_waits() -> None:
    for _ in escalate(timezone.now()):
        pass
