"""The first assessment of a case falls due, and the one that an event asks for."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_walls_of_assessments"), ("casework", "0028_assessments_fall_due")]

    operations = [migrations.RunSQL((SQL / "due.sql").read_text(), migrations.RunSQL.noop)]
