"""How far a note goes changes by a line: of the ledger for the version that holds, of the trail for others."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0059_dues_told")]

    operations = [migrations.RunSQL((SQL / "labels_by_line.sql").read_text(), migrations.RunSQL.noop)]
