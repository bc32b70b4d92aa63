"""The sealed context of the second wall, and the trail that nobody changes."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


def install_key(apps, editor):
    """Store the key that proofs are made with; ``manage.py context_key`` replaces it later."""
    key = hashlib.sha256(b"context|" + settings.CONTEXT_KEY.encode()).digest()
    with editor.connection.cursor() as cursor:
        cursor.execute("INSERT INTO access_contextkey (key) VALUES (%s)", [key])


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("agencies", "0002_versions_and_standing"),
    ]

    operations = [
        migrations.RunSQL((SQL / "context.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunPython(install_key, migrations.RunPython.noop),
        migrations.RunSQL((SQL / "trail.sql").read_text(), migrations.RunSQL.noop),
    ]
