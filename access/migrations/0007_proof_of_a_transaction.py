"""The proof of the sealed context holds for one transaction, not for every later one of the same backend."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0006_lines_in_order")]

    operations = [migrations.RunSQL((SQL / "proof.sql").read_text(), migrations.RunSQL.noop)]
