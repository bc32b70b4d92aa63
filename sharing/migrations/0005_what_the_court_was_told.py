"""A signed report shows to other agencies what the court was told, and nothing that was left out or returned."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0004_knocks_at_reports")]

    operations = [migrations.RunSQL((SQL / "told.sql").read_text(), migrations.RunSQL.noop)]
