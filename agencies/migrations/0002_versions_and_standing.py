"""Refusing versions, and the function that judges good standing."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
EDITED = ("partnership", "agency", "agencymembership", "agreement")
ATTACH = """
CREATE TRIGGER refuse_stale_update BEFORE UPDATE ON agencies_{0}
  FOR EACH ROW EXECUTE FUNCTION refuse_stale_update();
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [
        migrations.RunSQL((SQL / "versions.sql").read_text(), "DROP FUNCTION refuse_stale_update() CASCADE"),
        *(
            migrations.RunSQL(ATTACH.format(table), f"DROP TRIGGER refuse_stale_update ON agencies_{table}")
            for table in EDITED
        ),
        migrations.RunSQL((SQL / "standing.sql").read_text(), "DROP FUNCTION agencies_in_standing(uuid, uuid)"),
    ]
