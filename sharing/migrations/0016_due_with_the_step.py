"""The report on a breach is due at once with the step that sends it to the court."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0015_another_person_countersigns")]

    operations = [migrations.RunSQL((SQL / "due_at_once.sql").read_text(), migrations.RunSQL.noop)]
