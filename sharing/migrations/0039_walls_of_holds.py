"""Row-level security on legal holds, what falls due about them, and that nothing is proposed for erasing under one."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0038_holds")]

    operations = [migrations.RunSQL((SQL / "holds.sql").read_text(), migrations.RunSQL.noop)]
