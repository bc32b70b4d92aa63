"""Reminders that are settled are erased after a time that the partnership sets."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0035_code_and_retention_fall_due")]

    operations = [migrations.RunSQL((SQL / "forget.sql").read_text(), migrations.RunSQL.noop)]
