"""Reports fall due by the days of an order: also when it was recorded before it began, and not after its last day."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0005_what_the_court_was_told")]

    operations = [migrations.RunSQL((SQL / "due_days.sql").read_text(), migrations.RunSQL.noop)]
