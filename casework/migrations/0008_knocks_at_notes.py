"""A knock at a note that somebody may not read stands in the log of its case."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_only_narrower")]

    operations = [migrations.RunSQL((SQL / "knocks.sql").read_text(), migrations.RunSQL.noop)]
