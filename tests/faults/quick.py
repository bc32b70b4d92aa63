"""The product's task runner with its reminders woken each second instead of each minute: for beats that are killed."""

from config import celery_app as app

__all__ = ["app"]

app.conf.beat_schedule = {
    task: {"task": task, "schedule": 1.0, "options": {"expires": 5}}
    for task in ("casework.tasks.sweep_reminders", "casework.tasks.send_reminders")
}
