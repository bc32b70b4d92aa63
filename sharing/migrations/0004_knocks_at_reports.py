"""A refused knock at a report reaches the log of its case."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0003_reports_fall_due"), ("casework", "0018_walls_of_plans")]

    operations = [migrations.RunSQL((SQL / "knocks.sql").read_text(), migrations.RunSQL.noop)]
