"""What background work may read, and who is told of emergency access."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_second_wall")]

    operations = [migrations.RunSQL((SQL / "worker.sql").read_text(), migrations.RunSQL.noop)]
