"""Both ends of a link are of one case, and what others point to stays on its case: refused by the database."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0019_in_ones_own_name")]

    operations = [migrations.RunSQL((SQL / "one_case.sql").read_text(), migrations.RunSQL.noop)]
