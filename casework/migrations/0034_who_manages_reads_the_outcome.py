"""Whoever manages a case reads how it ended, from whatever place."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0033_withdrawn_before_it_left")]

    operations = [migrations.RunSQL((SQL / "closing_read.sql").read_text(), migrations.RunSQL.noop)]
