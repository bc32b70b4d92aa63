"""Whoever knows the key of a row and has no place learns nothing of the row, whatever they ask beside the key."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0052_dues_of_subjects")]

    operations = [migrations.RunSQL((SQL / "known_keys.sql").read_text(), migrations.RunSQL.noop)]
