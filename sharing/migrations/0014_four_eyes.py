"""Nobody countersigns a file that they signed themselves: refused by the database."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0013_reports_given_up")]

    operations = [migrations.RunSQL((SQL / "four_eyes.sql").read_text(), migrations.RunSQL.noop)]
