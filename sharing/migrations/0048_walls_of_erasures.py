"""Row-level security on erasures, what stands in their way, and who has them due."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0047_erasures")]

    operations = [migrations.RunSQL((SQL / "erasures.sql").read_text(), migrations.RunSQL.noop)]
