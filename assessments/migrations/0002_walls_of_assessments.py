"""Row-level security on assessments, and who takes which step in turn."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_assessments"), ("casework", "0027_findings")]

    operations = [migrations.RunSQL((SQL / "walls.sql").read_text(), migrations.RunSQL.noop)]
