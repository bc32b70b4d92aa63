"""What is due about a missed contact is known to whoever reads the contact, at the second wall too."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0060_labels_by_line")]

    operations = [migrations.RunSQL((SQL / "dues_of_subjects.sql").read_text(), migrations.RunSQL.noop)]
