"""Row-level security on releases of notes, and the note that follows its line."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0048_releases")]

    operations = [migrations.RunSQL((SQL / "releases.sql").read_text(), migrations.RunSQL.noop)]
