"""What is due about a contested or a restricted note is known to whoever reads it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0061_dues_of_subjects"), ("sharing", "0051_advice_marks")]

    operations = [migrations.RunSQL((SQL / "dues_of_subjects.sql").read_text(), migrations.RunSQL.noop)]
