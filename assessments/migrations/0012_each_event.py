"""Each event that nobody was asked about asks for an assessment, also after one that was met."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0011_taken_back_before")]

    operations = [migrations.RunSQL((SQL / "each_event.sql").read_text(), migrations.RunSQL.noop)]
