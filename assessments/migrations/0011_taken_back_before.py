"""Words that were withdrawn before withdrawals told their contribution count as given no more."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_external")]

    operations = [migrations.RunSQL((SQL / "taken_back_before.sql").read_text(), migrations.RunSQL.noop)]
