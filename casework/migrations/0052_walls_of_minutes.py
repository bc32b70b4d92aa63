"""Row-level security on what summary minutes may say of notes."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0051_minutes")]

    operations = [migrations.RunSQL((SQL / "minutes.sql").read_text(), migrations.RunSQL.noop)]
