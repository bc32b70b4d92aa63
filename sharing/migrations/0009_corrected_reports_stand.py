"""A report that was dropped is owed again, unless a corrected version took its place."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0008_one_case")]

    operations = [migrations.RunSQL((SQL / "due_stands.sql").read_text(), migrations.RunSQL.noop)]
