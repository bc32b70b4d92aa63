"""What is due about a note or a question is known to whoever reads them, at the second wall too."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0058_tier_asked_once")]

    operations = [migrations.RunSQL((SQL / "dues_told.sql").read_text(), migrations.RunSQL.noop)]
