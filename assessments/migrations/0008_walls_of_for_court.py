"""Who may say that the court may be told of an assessment, and what belongs to one that may be told."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_for_court")]

    operations = [migrations.RunSQL((SQL / "for_court.sql").read_text(), migrations.RunSQL.noop)]
