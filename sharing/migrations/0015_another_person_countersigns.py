"""Whoever countersigns a report is another person than its author, under whichever membership."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0014_defaults_of_new_columns")]

    operations = [migrations.RunSQL((SQL / "persons.sql").read_text(), migrations.RunSQL.noop)]
