"""The roof: settings, root addresses, the task runner. Composition only; no floor imports it."""

from .celery import app as celery_app

__all__ = ("celery_app",)
