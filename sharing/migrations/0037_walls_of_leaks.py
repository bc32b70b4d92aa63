"""Row-level security on reports of leaks, and who has them due."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0036_leaks")]

    operations = [migrations.RunSQL((SQL / "leaks.sql").read_text(), migrations.RunSQL.noop)]
