"""Oversight is never carried into another partnership: refused by the database."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0020_one_case")]

    operations = [migrations.RunSQL((SQL / "oversight.sql").read_text(), migrations.RunSQL.noop)]
