"""Row-level security on the tables of supervision and plan, and their refusing versions."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_supervision_and_plan")]

    operations = [migrations.RunSQL((SQL / "supervision.sql").read_text(), migrations.RunSQL.noop)]
