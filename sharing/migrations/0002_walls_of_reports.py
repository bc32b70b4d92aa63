"""Row-level security on reports to a court, their parts and the ledger."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_court_reports"), ("casework", "0018_walls_of_plans")]

    operations = [migrations.RunSQL((SQL / "reports.sql").read_text(), migrations.RunSQL.noop)]
