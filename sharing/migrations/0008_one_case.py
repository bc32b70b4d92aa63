"""Both ends of a link of a report are of one case: refused by the database."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0007_more_reasons_to_leave_out"), ("casework", "0020_one_case")]

    operations = [migrations.RunSQL((SQL / "one_case.sql").read_text(), migrations.RunSQL.noop)]
