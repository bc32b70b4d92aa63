"""Which agreements bind now, in functions whose plans a connection keeps."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
UNDO = "DROP FUNCTION agencies_ties(uuid); DROP FUNCTION agencies_covers(uuid, uuid, text, text)"


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_duty_reports_and_notification")]

    operations = [migrations.RunSQL((SQL / "ties.sql").read_text(), UNDO)]
