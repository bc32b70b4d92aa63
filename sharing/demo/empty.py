"""Empties a development database before a fresh load: people, cases and the trail with its seals."""

from pathlib import Path

from django.conf import settings
from django.db import connection

from sharing.demo.wall import without_trigger

KEPT = ("django_migrations", "django_content_type", "auth_permission", "access_contextkey")
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT tablename = ANY(%s) ORDER BY 1"


def empty() -> None:
    """Empty every table of the product but those that migrations filled, and forget the copies of checkpoints.

    The trail goes too: a fresh demonstration begins with a fresh trail, and ``verify_trail`` says so honestly of a
    database whose copies of checkpoints stand elsewhere. Only the owner of the tables can do this.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [list(KEPT)])
        names = ", ".join(connection.ops.quote_name(name) for (name,) in cursor.fetchall())
    with (
        without_trigger("access_event", "refuse_truncate"),
        without_trigger("access_seal", "refuse_truncate"),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {names}")
    for copy in Path(settings.CHECKPOINT_DIR).glob("*"):
        if copy.is_file():
            copy.unlink()
