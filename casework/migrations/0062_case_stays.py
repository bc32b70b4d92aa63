"""Whoever works on a case does not make another agency lead it, nor put another person behind it, by bare SQL."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0061_dues_of_subjects")]

    operations = [migrations.RunSQL((SQL / "case_stays.sql").read_text(), migrations.RunSQL.noop)]
