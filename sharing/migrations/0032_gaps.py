"""Counts of who works together without an agreement in force."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0031_symmetry")]

    operations = [migrations.RunSQL((SQL / "gaps.sql").read_text(), migrations.RunSQL.noop)]
