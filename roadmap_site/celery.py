"""Celery only wakes what waits in PostgreSQL: a message lost, late or doubled changes nothing."""

import os
import warnings

from celery import Celery, signals
from celery.platforms import SecurityWarning

from roadmap_site.broker import broker_settings
from roadmap_site.refusals import refuse_unusable_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")

# That a worker as root must not read pickles; ours reads JSON only.
warnings.filterwarnings("ignore", category=SecurityWarning)

MINUTE = 60  # seconds; plain intervals, since crontab schedules stumble over daylight saving

app = Celery("cairn")
app.conf.update(
    **broker_settings(),
    accept_content=["json"],
    task_ignore_result=True,
    timezone="UTC",
    # A task that a dead worker had is given to another; none runs for ever.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_soft_time_limit=240,
    task_time_limit=300,
    worker_prefetch_multiplier=1,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_soft_shutdown_timeout=30,
    worker_hijack_root_logger=False,
    # No schedule file: after a restart every interval begins anew, and none is longer than an hour.
    beat_scheduler="celery.beat:Scheduler",
    beat_schedule={
        "forget-expired-sessions": {
            "task": "roadmap_site.tasks.forget_expired_sessions",
            "schedule": 60 * MINUTE,
            "options": {"expires": 60 * MINUTE},
        },
        "plan-mail": {
            "task": "progress.reminders.tasks.plan_mail",
            "schedule": MINUTE,
            "options": {"expires": MINUTE},
        },
        "send-mail": {
            "task": "progress.reminders.tasks.send_mail",
            "schedule": 20,
            "options": {"expires": 20},
        },
        "forget-mails": {
            "task": "progress.reminders.tasks.forget_mails",
            "schedule": 60 * MINUTE,
            "options": {"expires": 60 * MINUTE},
        },
        "keep-standings": {
            "task": "progress.cohorts.tasks.keep_standings",
            "schedule": 5 * MINUTE,
            "options": {"expires": 5 * MINUTE},
        },
        "forget-invited": {
            "task": "progress.cohorts.tasks.forget_invited",
            "schedule": 60 * MINUTE,
            "options": {"expires": 60 * MINUTE},
        },
        "tell-of-waits": {
            "task": "progress.cohorts.tasks.tell_of_waits",
            "schedule": 60 * MINUTE,
            "options": {"expires": 60 * MINUTE},
        },
        "forget-removed": {
            "task": "progress.learning.tasks.forget_removed",
            "schedule": 10 * MINUTE,
            "options": {"expires": 10 * MINUTE},
        },
    },
)
app.autodiscover_tasks(["roadmap_site"])
app.autodiscover_tasks()


@signals.worker_init.connect
@signals.beat_init.connect
def look_at_the_database(**_: object) -> None:
    refuse_unusable_database()
