"""Whoever supervises the order now corrects what the agency before them told the court."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0016_due_with_the_step")]

    operations = [migrations.RunSQL((SQL / "successor.sql").read_text(), migrations.RunSQL.noop)]
