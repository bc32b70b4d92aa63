"""Row-level security on requests between agencies, and what an answer closes."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0021_requests")]

    operations = [migrations.RunSQL((SQL / "requests.sql").read_text(), migrations.RunSQL.noop)]
