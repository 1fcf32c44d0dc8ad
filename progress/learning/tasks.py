from celery import shared_task
from django.utils import timezone

from progress.learning.notes import removing


@shared_task
def forget_removed() -> None:
    removing.forget(timezone.now())
