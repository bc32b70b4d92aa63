"""Labels grow narrower and emergency access ends: the database refuses the application every other change."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
BACK = """
DROP TRIGGER only_narrower ON casework_note;
DROP TRIGGER only_ended ON casework_emergencyaccess;
DROP FUNCTION casework_only_narrower();
DROP FUNCTION casework_only_ended();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_leaner_indexes"), ("access", "0003_api_token")]

    operations = [migrations.RunSQL((SQL / "narrow.sql").read_text(), BACK)]
