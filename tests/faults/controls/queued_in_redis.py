"""A message in Redis for each mail; nobody looks for what is due."""

from django.utils import timezone

from progress.reminders import tasks
from progress.reminders.models import Mail
from progress.reminders.schedule.planning import plan
from progress.reminders.sending.sender import send_one
from roadmap_site.celery import app

__all__ = ["app"]


@app.task(name="faults.send_one")
def send(mail_id: int) -> None:
    send_one(mail_id, timezone.now)


def plan_and_publish() -> None:
    for _ in plan(timezone.now()):
        pass
    for mail_id in Mail.objects.filter(state="due").values_list("pk", flat=True):
        send.delay(mail_id)


tasks.plan_mail.run = plan_and_publish
tasks.send_mail.run = lambda: None
app.conf.beat_schedule = {}
