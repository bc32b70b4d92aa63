"""What left the teams, as the legal advisers of a partnership read it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0044_proposals_fall_due")]

    operations = [migrations.RunSQL((SQL / "advisers_ledger.sql").read_text(), migrations.RunSQL.noop)]
