from django.core.management import call_command

from roadmap_site.celery import app


@app.task
def forget_expired_sessions() -> None:
    call_command("clearsessions")
