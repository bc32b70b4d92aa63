"""A report that is owed passes to whoever supervises the order now."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0011_in_ones_own_name_and_turn")]

    operations = [migrations.RunSQL((SQL / "hands.sql").read_text(), migrations.RunSQL.noop)]
