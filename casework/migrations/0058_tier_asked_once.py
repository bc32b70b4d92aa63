"""Who asks for the tier of a note is read once."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0057_erasures_fall_due")]

    operations = [migrations.RunSQL((SQL / "tier_once.sql").read_text(), migrations.RunSQL.noop)]
