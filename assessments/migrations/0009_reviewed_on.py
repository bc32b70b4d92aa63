"""Reviews that were held before stand with their case."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_walls_of_for_court"), ("casework", "0038_reviewed_on")]

    operations = [migrations.RunSQL((SQL / "reviewed_on.sql").read_text(), migrations.RunSQL.noop)]
